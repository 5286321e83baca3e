"""Only parts of a leaf that both sides changed, differently, are a clash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assessment import merges
from chalicelib.domain.assessment.changes import KEEP, PROPOSALS, Change
from chalicelib.domain.assessment.merges import Part
from chalicelib.domain.assessment.sheets import Entry
from tests.small_round import departments

LEAF = departments().leaf("1.2")
HELD = Entry({"count": "2"}, "vì thế", 4)


def parts(*touched: str, entry: Entry = HELD, **wanted: Any) -> tuple[Part, ...]:
    return merges.parts(Change("1.2", 1, **wanted), entry, touched, LEAF)


def test_a_part_that_has_the_wanted_value_is_no_change_even_if_others_touched_it() -> None:
    assert parts("value", value={"count": "2"}, explanation="vì thế", estimated=False) == ()
    assert parts("value", "explanation", "estimated") == ()


def test_a_part_that_only_one_of_two_changed_is_no_clash() -> None:
    assert parts("explanation", value={"count": "3"}) == (
        Part("value", HELD.value, {"count": "3"}, False),
    )


def test_a_part_that_both_changed_is_a_clash_with_both_values() -> None:
    assert parts("explanation", "estimated", value={"count": "3"}, explanation="khác") == (
        Part("value", HELD.value, {"count": "3"}, False),
        Part("explanation", "vì thế", "khác", True),
    )


@pytest.mark.parametrize(("value", "marked"), [({"count": "3"}, True), (None, False)])
def test_the_mark_of_an_estimate_needs_a_figure(value: Any, marked: bool) -> None:
    names = [each.name for each in parts(value=value, estimated=True)]
    assert ("estimated" in names) is marked


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_numbers_are_the_same_in_any_writing(number: int, zeros: int) -> None:
    assert merges.same_value(LEAF, {"count": number}, {"count": f"{number}.{'0' * (zeros + 1)}"})
    assert not merges.same_value(LEAF, {"count": number}, {"count": str(number + 1)})


def test_a_text_of_the_report_has_no_value() -> None:
    change = Change(PROPOSALS, 0, KEEP, "kiến nghị")
    assert merges.parts(change, Entry(), (), None) == (Part("explanation", "", "kiến nghị", False),)
