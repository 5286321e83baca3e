"""Two values beside each other: which they are, how they stand, what the statistic takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from chalicelib.domain.appraisal.second_scores import (
    ASK,
    KEEP_FIRST,
    Pair,
    Settlement,
    entry_of,
    pair_of,
)
from chalicelib.domain.assessment.sheets import Entry, Sheet
from tests.small_round import NOW, departments

AN, BINH = "an@example.test", "binh@example.test"
LEAF = departments().leaf("1.2")
CASE = ("so-a", "1.2")


def entry(count: int | None, by: str = AN, version: int = 1) -> Entry:
    value = None if count is None else {"count": count}
    return Entry(value, "vì", version, NOW + timedelta(seconds=version), by)


def sheet(given: Entry) -> Sheet:
    return Sheet(entries={"1.2": given})


def pair(first: Entry, second: Entry, settlement: Settlement | None = None) -> Pair:
    found = pair_of(CASE, LEAF, {1: sheet(first)}, {1: sheet(second)}, settlement)
    assert found
    return found


def settled(how: str, of: Pair) -> Settlement:
    return Settlement(how, "vì", "thu-ky@example.test", NOW, of.marks, of.then)


def test_without_a_second_score_there_is_no_pair() -> None:
    assert pair_of(CASE, LEAF, {1: sheet(entry(1))}, {1: Sheet()}, None) is None
    assert pair_of(CASE, LEAF, {1: sheet(entry(1))}, {1: sheet(entry(None, BINH))}, None) is None


def test_the_latest_pass_with_a_value_counts() -> None:
    passes = {1: sheet(entry(1)), 2: sheet(entry(None, version=2))}
    assert entry_of("1.2", passes) == entry(1)
    assert entry_of("1.2", {**passes, 2: sheet(entry(2))}) == entry(2)
    assert entry_of("1.2", {}) == Entry()


def test_a_pair_waits_for_the_first_value_and_the_same_figure_is_alike() -> None:
    assert pair(Entry(), entry(1, BINH)).state == "waiting"
    assert pair(entry(1), entry(1, BINH)).state == "alike"
    assert pair(entry(1), entry(2, BINH)).state == "open"


def test_two_values_of_one_person_are_no_comparison() -> None:
    moved = pair(entry(1), entry(2, AN))
    assert moved.state == "one_person"


def test_a_difference_is_asked_about_until_the_first_is_saved_again() -> None:
    before = pair(entry(1), entry(2, BINH))
    asked = settled(ASK, before)
    assert replace(before, settlement=asked).state == "asked"
    assert pair(entry(1, version=2), entry(2, BINH), asked).state == "looked"
    assert pair(entry(2, version=2), entry(2, BINH), asked).state == "alike"


def test_a_kept_difference_is_open_again_once_either_value_changes() -> None:
    before = pair(entry(1), entry(2, BINH))
    kept = settled(KEEP_FIRST, before)
    assert replace(before, settlement=kept).state == "kept"
    assert pair(entry(3, version=2), entry(2, BINH), kept).state == "open"
    assert pair(entry(1), entry(3, BINH, 2), kept).state == "open"


def test_the_statistic_has_the_first_value_as_it_was_before_anybody_asked() -> None:
    before = pair(entry(1), entry(3, BINH))
    changed = pair(entry(3, version=2), entry(3, BINH), settled(ASK, before))
    assert changed.state == "alike"
    assert changed.scored
    assert changed.scored == before.scored
    assert changed.scored.first_points == Fraction(1, 2)


def test_the_statistic_compares_values_of_one_pass_for_between_passes_a_unit_adds() -> None:
    first = {1: sheet(entry(1)), 2: sheet(entry(3, version=2))}
    found = pair_of(CASE, LEAF, first, {1: sheet(entry(1, BINH)), 2: Sheet()}, None)
    assert found
    assert (found.state, found.number) == ("open", 1)
    assert found.scored
    assert found.scored.first_points == found.scored.second_points
    assert found.points(found.first) == Fraction(3, 2)


def test_a_pair_without_a_first_value_is_none_for_the_statistic() -> None:
    assert pair(Entry(), entry(1, BINH)).scored is None
