from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.rounds import rulings
from chalicelib.domain.rounds.rulings import Ruling
from tests.small_round import parsed, units

ROUND = parsed()
UNITS = units()


def found(*given_: Ruling) -> list[tuple[str, str]]:
    return [(problem.at, problem.code) for problem in rulings.check(given_, ROUND, UNITS)]


GOOD = (
    Ruling("external", "so-a", leaf="3.2", value={"percent": "85.3"}),
    Ruling("not_applicable", "so-a", leaf="2.1.3"),
    Ruling("exclusion", "so-b", reason="không trung thực"),
    Ruling("void", "so-b", reason="can thiệp điều tra"),
    Ruling("adjustment", "so-a", points="-0.5", reason="chậm báo cáo"),
    Ruling("previous", "so-a", index="92.76", rank=1),
)


def test_each_kind_of_ruling_is_valid_with_the_parts_it_needs() -> None:
    assert found(*GOOD) == []
    assert {ruling.kind for ruling in GOOD} == set(rulings.KINDS)


def test_every_ruling_that_cannot_stand_is_named() -> None:
    assert found(
        GOOD[0],
        Ruling("external", "so-x", leaf="3.2", value={"percent": "1"}),
        Ruling("external", "so-a", leaf="9.9", value={"percent": "1"}),
        Ruling("external", "so-a", leaf="1.2", value={"count": 1}),
        Ruling("external", "so-b", leaf="3.2", value={"percent": "101"}),
        Ruling("not_applicable", "so-a", leaf="9.9"),
        Ruling("exclusion", "so-a"),
        Ruling("void", "so-a", reason="  "),
        Ruling("adjustment", "so-a", points="1e3", reason="x"),
        Ruling("previous", "so-a", index="92.76", rank=0),
    ) == [
        ("rulings[1].unit", "unknown_unit"),
        ("rulings[2].leaf", "unknown_leaf"),
        ("rulings[3].leaf", "not_external"),
        ("rulings[4].value", "out_of_range"),
        ("rulings[5].leaf", "unknown_leaf"),
        ("rulings[6].reason", "reason_missing"),
        ("rulings[7].reason", "reason_missing"),
        ("rulings[8].points", "bad_number"),
        ("rulings[9]", "bad_number"),
    ]


def test_an_unknown_unit_hides_nothing_else() -> None:
    assert found(Ruling("void", "so-x"), Ruling("adjustment", "so-x", points="nhiều")) == [
        ("rulings[0].unit", "unknown_unit"),
        ("rulings[0].reason", "reason_missing"),
        ("rulings[1].unit", "unknown_unit"),
        ("rulings[1].points", "bad_number"),
    ]


def test_leaves_are_those_of_the_units_own_index() -> None:
    assert found(Ruling("not_applicable", "quan-c", leaf="1.2")) == [
        ("rulings[0].leaf", "unknown_leaf")
    ]


def test_a_second_ruling_on_the_same_thing_takes_the_place_of_the_first() -> None:
    assert GOOD[0].key == Ruling("external", "so-a", leaf="3.2", value={"percent": "90"}).key
    assert len({ruling.key for ruling in GOOD}) == len(GOOD)


def test_two_rulings_on_the_same_thing_in_one_list_are_named() -> None:
    adjustment = Ruling("adjustment", "so-a", points="1")
    assert found(adjustment, GOOD[0], adjustment) == [("rulings[2]", "repeated")]


def test_several_adjustments_of_a_unit_stand_side_by_side_under_their_own_ids() -> None:
    assert (
        Ruling("adjustment", "so-a", points="1", id="a").key
        != Ruling("adjustment", "so-a", points="1", id="b").key
    )


@given(st.lists(st.integers(-400, 400), max_size=8))
def test_bonus_and_penalty_are_each_summed_and_capped(hundredths: list[int]) -> None:
    given_ = [
        Ruling("adjustment", "so-a", points=f"{points / 100:.2f}", id=str(at))
        for at, points in enumerate(hundredths)
    ]
    bonus = sum((Fraction(points, 100) for points in hundredths if points > 0), Fraction(0))
    penalty = -sum((Fraction(points, 100) for points in hundredths if points < 0), Fraction(0))
    problems = rulings.check_caps(given_, ROUND)
    assert len(problems) == (bonus > 5) + (penalty > 5)
    assert all((problem.at, problem.code) == ("so-a", "over_cap") for problem in problems)


def test_a_withdrawn_ruling_counts_for_nothing() -> None:
    given_ = [
        Ruling("adjustment", "so-a", points="5", id="a"),
        Ruling("adjustment", "so-a", points="5", id="b", withdrawn=True),
    ]
    assert rulings.check_caps(given_, ROUND) == []


def test_each_unit_has_its_own_cap() -> None:
    assert (
        rulings.check_caps(
            [Ruling("adjustment", unit, points="5") for unit in ("so-a", "so-b")], ROUND
        )
        == []
    )


@pytest.mark.parametrize("points", ["", "năm", "1,5", "+1"])
def test_points_are_plain_decimals(points: str) -> None:
    assert found(Ruling("adjustment", "so-a", points=points)) == [
        ("rulings[0].points", "bad_number")
    ]
