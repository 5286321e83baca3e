"""What is compared with what of the year before, and what does not compare."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.breakdowns import scored_entry
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.waterfalls import NOT_COMPARABLE, Match
from chalicelib.domain.results.year_on_year import YearOnYear, matched_criteria, year_on_year
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import DIRECT, area, document, files, index, leaf, points, title

LEVEL_RULE = {"type": "levels", "levels": [{"id": "x", "title": {"vi": "x"}, "points": "1"}]}


def direct(code: str, points_: str = "1", **more: Any) -> dict[str, Any]:
    return {**leaf(code, points_, DIRECT), **more}


def matches(now: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[Match]:
    """The matches between the leaves of area 1 now and of area 1 the year before."""
    rounds = [parse_round(document(index(area("1", *leaves)))) for leaves in (now, before)]
    return list(matched_criteria(rounds[0].indexes[0], rounds[1].indexes[0]))


def test_a_criterion_is_found_by_its_code_or_by_what_it_was() -> None:
    now = [direct("1.1"), direct("1.2", was="1.3"), direct("1.3"), direct("1.4", was="9.9")]
    assert matches(now, [direct("1.1"), direct("1.2"), direct("1.3")]) == [
        Match("1", ("1.1",), ("1.1",)),
        Match("1", ("1.2",), ("1.3",)),
        Match("1", ("1.3",), (), ("new",)),
        Match("1", ("1.4",), (), ("new",)),
        Match("1", (), ("1.2",), ("gone",)),
    ]


def test_parts_of_a_split_criterion_are_compared_together_and_marked() -> None:
    now = [direct("1.1", "0.5"), direct("1.2", "0.5", was="1.1")]
    assert matches(now, [direct("1.1")])[1] == Match("1", ("1.2",), ("1.1",), ("maximum",))
    both = [direct("1.1", "0.5", was="1.1"), direct("1.2", "0.5", was="1.1")]
    assert matches(both, [direct("1.1")]) == [Match("1", ("1.1", "1.2"), ("1.1",), ("split",))]


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (direct("1.1", "2"), ("maximum",)),
        (leaf("1.1", "1", LEVEL_RULE), ("rule",)),
        (direct("1.1", method="council_only"), ("method",)),
        (direct("1.1", evidence="required"), ()),
    ],
)
def test_another_maximum_method_or_rule_is_marked(now: dict[str, Any], change: object) -> None:
    assert matches([now], [direct("1.1")])[0].changes == change


def test_other_words_for_the_same_levels_do_not_matter_other_points_do() -> None:
    def levels(words: str, worth: str) -> dict[str, Any]:
        level = {"id": words, "title": title(words), "points": worth}
        return leaf("1.1", "1", {"type": "levels", "levels": [level]})

    assert matches([levels("x", "1")], [levels("y", "1")])[0].changes == ()
    assert matches([levels("x", "1")], [levels("x", "0.5")])[0].changes == ("rule",)


UNITS = "unit,index,name_vi,name_en,region,ranked,predecessors\n"


def compared(now: str, before: str, unit: str, given_: Mapping[str, str]) -> YearOnYear | None:
    """The unit against a year before in which the units of `before` had these points."""
    ranking = compute(files(units=UNITS + now, appraisals=points(**{unit: "42"})))["so"]
    past = compute(files(units=UNITS + before, appraisals=points(**given_)))["so"]
    return year_on_year(scored_entry(ranking, unit), ranking, past)


def test_a_merged_unit_is_compared_with_the_mean_of_its_predecessors() -> None:
    before = "x,so,X,,,yes,\ny,so,Y,,,yes,\nz,so,Z,,,yes,\n"
    year = compared("n,so,N,,,yes,x y\n", before, "n", {"x": "30", "y": "40"})
    assert year is not None
    assert year.reorganised
    assert [entry.score.unit.id for entry in year.before] == ["x", "y"]
    assert year.waterfall.exact == 42 - Fraction(35)


def test_a_unit_of_the_same_id_is_compared_with_itself_and_a_new_one_with_none() -> None:
    before = "x,so,X,,,yes,\n"
    same = compared("x,so,X,,,yes,\n", before, "x", {"x": "30"})
    assert same is not None
    assert (same.reorganised, same.waterfall.exact) == (False, Fraction(12))
    assert compared("n,so,N,,,yes,\n", before, "n", {"x": "30"}) is None
    assert compared("x,so,X,,,yes,\n", before, "x", {}) is None  # not rated then


def test_a_predecessor_that_was_not_there_is_named() -> None:
    with pytest.raises(NotFound, match="no unit q, which n names"):
        compared("n,so,N,,,yes,q\n", "x,so,X,,,yes,\n", "n", {"x": "1"})


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_years_add_up_exactly_whatever_changed(seed: int, other: int) -> None:
    ranking, past = (compute(random_files(number))["so"] for number in (seed, other))
    for entry in ranking.entries:
        if not entry.score.scored:
            continue
        year = year_on_year(entry, ranking, past)
        if year is not None:
            fall = year.waterfall
            assert fall.exact == entry.score.index - year.before[0].score.index
            assert fall.exact + fall.rounding == fall.published
            codes = [
                code for group in fall.groups for step in group.steps for code in step.match.codes
            ]
            assert sorted(codes) == sorted(ranking.index.leaves)
            assert all(
                bool(step.match.changes) == (group.code == NOT_COMPARABLE)
                for group in fall.groups
                for step in group.steps
            )
