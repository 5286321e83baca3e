"""A unit is compared with the others of its index, which its own answers never change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.integrity.comparisons import LEAST, Comparison, Share, Tally, compare
from chalicelib.domain.integrity.signals import examine, examine_changes
from chalicelib.domain.integrity.traces import Trace

SHARES = st.integers(LEAST, 40).flatmap(lambda of: st.integers(0, of).map(lambda seen: (seen, of)))
TALLIES = st.dictionaries(
    st.tuples(st.sampled_from(["u1", "u2", "u3", "u4"]), st.sampled_from("gh")), SHARES, min_size=3
).map(lambda drawn: {key: Share(seen, of, key[1]) for key, (seen, of) in drawn.items()})


def by_place(tally: Tally) -> dict[tuple[str, str], Comparison]:
    return {(each.unit, each.group): each for each in compare(tally)}


def test_a_units_only_group_is_told_once() -> None:
    traces = [
        Trace(f"u{unit}", group, "l", corrected=number == 0)
        for unit in range(7)
        for number in range(9)
        for group in ("g0", "g1")[: 1 + unit % 2]
    ]
    told = [
        (each.unit, each.group) for each in examine_changes(traces) if each.signal == "corrected"
    ]
    assert told == [
        ("u0", ""),
        ("u1", ""),
        ("u1", "g0"),
        ("u1", "g1"),
        ("u2", ""),
        ("u3", ""),
        ("u3", "g0"),
        ("u3", "g1"),
        ("u4", ""),
        ("u5", ""),
        ("u5", "g0"),
        ("u5", "g1"),
        ("u6", ""),
    ]


def test_boxes_of_few_answers_and_indexes_of_few_units_are_not_judged() -> None:
    few = {
        ("u1", "g"): Counter({"11111": LEAST - 1}),
        ("u2", "g"): Counter({"11112": 40}),
        ("u3", "g"): Counter({"11121": 40}),
    }
    assert {each.unit for each in examine([], few)} == {"u2", "u3"}
    two = {("u1", "g"): Counter({"11111": 50}), ("u2", "g"): Counter({"12123": 50})}
    assert examine([], two) == []
    assert examine([], {}) == []


@pytest.mark.parametrize(("answers", "units", "compared"), [(5, 3, 3), (4, 3, 0), (5, 2, 0)])
def test_five_answers_about_each_of_three_units_can_be_compared(
    answers: int, units: int, compared: int
) -> None:
    tally = {(f"u{number}", "g"): Share(1, answers, "g") for number in range(units)}
    assert len(compare(tally)) == compared


@given(TALLIES)
def test_what_is_compared_is_what_was_counted(tally: dict[tuple[str, str], Share]) -> None:
    for (unit, group), each in by_place(tally).items():
        shares = [tally[key] for key in tally if key[0] == unit and group in ("", key[1])]
        assert (each.seen, each.of) == (sum(s.seen for s in shares), sum(s.of for s in shares))
        assert 0 <= each.chance <= 1
        assert each.expected > 0


@given(TALLIES, st.data())
def test_what_is_expected_of_a_unit_depends_on_the_others_alone(
    tally: dict[tuple[str, str], Share], data: st.DataObject
) -> None:
    unit, group = data.draw(st.sampled_from(sorted(tally)))
    share = tally[unit, group]
    other = replace(share, seen=data.draw(st.integers(0, share.of)))
    before, after = by_place(tally), by_place({**tally, (unit, group): other})
    assert before.keys() == after.keys()
    for place in before:
        if place[0] == unit:
            assert after[place].expected == pytest.approx(before[place].expected)
            more, less = sorted((before[place], after[place]), key=lambda each: -each.seen)
            assert more.chance <= less.chance + 1e-9


def test_a_unit_like_all_others_is_usual_and_one_with_far_more_is_not() -> None:
    alike = {(f"u{number}", "g"): Share(6, 30, "g") for number in range(9)}
    usual = by_place(alike)["u0", ""]
    assert usual.expected == pytest.approx(usual.seen, abs=0.1)
    assert usual.chance > 0.4
    assert by_place({**alike, ("u0", "g"): Share(27, 30, "g")})["u0", ""].chance < 1e-6


def test_a_box_that_is_prone_to_have_more_is_expected_to() -> None:
    alike = {(f"u{number}", "g"): Share(6, 30, "g") for number in range(9)}
    prone = by_place({**alike, ("u0", "g"): Share(12, 30, "g", prone=2.0)})["u0", ""]
    assert prone.expected == pytest.approx(2 * by_place(alike)["u0", ""].expected, rel=0.01)
    assert prone.chance > by_place({**alike, ("u0", "g"): Share(12, 30, "g")})["u0", ""].chance


def test_a_wider_spread_makes_the_same_count_less_unusual() -> None:
    alike = {(f"u{number}", "g"): Share(6, 30, "g") for number in range(9)}
    seen = Share(15, 30, "g")
    narrow, wide = (
        by_place({**alike, ("u0", "g"): replace(seen, spread=spread)})["u0", ""].chance
        for spread in (0.01, 0.1)
    )
    assert narrow < wide
