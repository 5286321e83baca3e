from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.assessment import past_sheets
from chalicelib.domain.assessment.sheets import Entry, Save, Sheet

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def saved(minute: int, **parts: Any) -> Save:
    at = NOW + minute * MINUTE
    return Save(f"save-{minute}", "", "an@example.test", at, at + MINUTE, {"1.2": parts})


SAVES = [
    saved(2, version=3, value={"count": 3}),
    saved(0, version=1, value={"count": 1}, explanation="một"),
    saved(1, version=2, explanation="thiếu hai"),
]


def test_an_entry_is_put_together_from_the_parts_of_every_save_until_then() -> None:
    entry = past_sheets.entries_until(SAVES, NOW + MINUTE)["1.2"]
    assert (entry.value, entry.explanation, entry.version) == ({"count": 1}, "thiếu hai", 2)
    assert past_sheets.entries_until(SAVES, NOW + 9 * MINUTE)["1.2"].value == {"count": 3}


def test_a_save_of_that_instant_counts_and_before_the_first_there_is_nothing() -> None:
    assert past_sheets.entries_until(SAVES, NOW)["1.2"].version == 1
    assert past_sheets.entries_until(SAVES, NOW - MINUTE) == {}


def test_the_rest_of_the_sheet_stays() -> None:
    sheet = Sheet(version=7, entries={"1.2": Entry(version=3, saved_at=NOW + 2 * MINUTE)})
    assert past_sheets.has_changed_since(sheet, NOW + MINUTE)
    assert not past_sheets.has_changed_since(sheet, NOW + 2 * MINUTE)
    before = past_sheets.at(sheet, SAVES, NOW)
    assert (before.version, before.entry("1.2").explanation) == (7, "một")
