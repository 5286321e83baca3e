"""Reasons: whoever gives another value than the unit's own says why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appraisal import reasons
from chalicelib.domain.assessment.changes import KEEP, Change
from chalicelib.domain.assessment.sheets import Entry, Sheet
from tests.small_round import VALUES, departments

INDEX = departments()
SENT = Sheet(1, entries={leaf: Entry(value, "", 1) for leaf, value in VALUES.items()})

EMPTY = Sheet()


def lacking(*changes: Change, council: Sheet = EMPTY) -> list[tuple[str, str]]:
    found = reasons.missing(changes, council, SENT, INDEX)
    return [(problem.at, problem.code) for problem in found]


def test_the_units_own_value_needs_no_reason_another_does() -> None:
    assert lacking(*(Change(leaf, 0, value) for leaf, value in VALUES.items())) == []
    assert lacking(Change("1.2", 0, {"count": 2}), Change("1.1.1", 0, {"level": "khong"})) == [
        ("1.2", "reason_missing"),
        ("1.1.1", "reason_missing"),
    ]
    assert lacking(Change("1.2", 0, {"count": 2}, "thiếu một")) == []


@pytest.mark.parametrize("blank", ["", "   ", None])
def test_a_blank_reason_is_none(blank: Any) -> None:
    assert lacking(Change("1.2", 0, {"count": 2}, blank)) == [("1.2", "reason_missing")]


def test_a_reason_that_is_kept_counts_and_one_that_is_taken_away_does_not() -> None:
    council = Sheet(1, entries={"1.2": Entry({"count": 2}, "thiếu một", 1)})
    assert lacking(Change("1.2", 1, {"count": 1}), council=council) == []
    assert lacking(Change("1.2", 1, KEEP, ""), council=council) == [("1.2", "reason_missing")]


def test_where_the_unit_sent_no_value_none_is_needed_and_none_for_an_empty_value() -> None:
    assert lacking(Change("2.2", 0, {"points": "1"}), Change("1.2", 0, None)) == []


def test_a_change_of_an_old_version_or_of_an_unknown_leaf_is_refused_elsewhere() -> None:
    assert lacking(Change("1.2", 7, {"count": 2}), Change("9.9", 0, {"count": 2})) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 3))
def test_figures_are_the_same_however_they_are_written(one: int, other: int, zeros: int) -> None:
    rule = INDEX.leaf("1.2").rule
    written = {"count": f"{other}.{'0' * zeros}" if zeros else str(other)}
    assert reasons.same({"count": one}, written, rule) is (one == other)


def test_levels_are_compared_by_their_names() -> None:
    rule = INDEX.leaf("1.1.1").rule
    assert reasons.same({"level": "cham"}, {"level": "cham", "note": "x"}, rule)
    assert not reasons.same({"level": "1"}, {"level": "1.0"}, rule)
