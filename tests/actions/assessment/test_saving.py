"""Saving: start over when others were faster, know a repeated save again, never write after the
lock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions import places
from chalicelib.actions.assessment import saving
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, TooLarge, WindowClosed
from chalicelib.store import sheets as store
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND, VALUES

LATER = story.LATER


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()
    story.open_window("self_assessment")


def save(
    leaf: str,
    value: Any,
    version: int = 0,
    save_id: str = "",
    now: datetime = NOW,
    by: str = "an@example.test",
) -> Save:
    at = places.place(ROUND, "so-a", "self_assessment", now)
    return saving.save(
        at, save_id or f"save-{leaf}-{version}", [Change(leaf, version, value)], by, now
    )


def sheet() -> Sheet:
    return store.get(f"{ROUND}/so-a")


def test_every_save_is_kept_with_what_stood_there_before() -> None:
    save("1.2", {"count": 3})
    save("1.2", {"count": 1}, 1)
    kept = store.find_save(f"{ROUND}/so-a", "save-1.2-1")
    assert kept is not None
    assert kept.changes == {"1.2": {"version": 2, "value": {"count": 1}, "was": {"count": 3}}}
    assert kept.by == "an@example.test"


def test_who_was_slower_on_another_leaf_starts_over_and_both_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = store.record
    others = iter(["2.1.1", "2.1.2", "1.1.1"])

    def slow(key: str, after: Sheet, entry: Save) -> bool:
        if leaf := next(others, ""):
            with monkeypatch.context() as quick:
                quick.setattr(store, "record", record)
                save(leaf, VALUES[leaf], by="binh@example.test")
        return record(key, after, entry)

    monkeypatch.setattr(store, "record", slow)
    save("1.2", {"count": 3})
    assert {leaf: entry.saved_by.partition("@")[0] for leaf, entry in sheet().entries.items()} == {
        "2.1.1": "binh",
        "2.1.2": "binh",
        "1.1.1": "binh",
        "1.2": "an",
    }
    assert sheet().version == 4


def test_a_store_that_never_takes_the_save_ends_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "record", lambda *_: False)
    with pytest.raises(ChangedMeanwhile, match="try again"):
        save("1.2", {"count": 3})


def test_an_answer_that_was_lost_is_found_by_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    record = store.record

    def lose(key: str, after: Sheet, entry: Save) -> bool:
        record(key, after, entry)
        return False

    monkeypatch.setattr(store, "record", lose)
    assert save("1.2", {"count": 3}).changes["1.2"]["version"] == 1
    assert sheet().version == 1


def test_the_same_id_by_somebody_else_is_another_save() -> None:
    save("1.2", {"count": 3}, save_id="the-same-id")
    with pytest.raises(Invalid):
        save("1.2", {"count": 3}, save_id="the-same-id", by="binh@example.test")


def test_a_lock_that_falls_between_reading_and_writing_refuses_the_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = store.record

    def late(key: str, after: Sheet, entry: Save) -> bool:
        store.set_locks(ROUND, "so-a", "self_assessment", NOW, 99)
        return record(key, after, entry)

    monkeypatch.setattr(store, "record", late)
    with pytest.raises(WindowClosed):
        save("1.2", {"count": 3})
    assert sheet().entries == {}


def test_accepted_means_saved_before_the_lock() -> None:
    last = save("1.2", {"count": 3}, now=LATER - timedelta(milliseconds=1))
    assert last.saved_at < last.locks_at == LATER
    with pytest.raises(WindowClosed):
        save("1.2", {"count": 2}, 1, now=LATER)


def test_a_save_that_no_item_could_hold_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = places.place(ROUND, "so-a", "self_assessment", NOW)
    changes = [Change(leaf, 0, explanation="ă" * 4000) for leaf in VALUES]
    monkeypatch.setattr(saving, "MAX_SAVE_BYTES", 8000 * len(VALUES))
    with pytest.raises(TooLarge, match="save in parts"):
        saving.save(at, "save-of-words", changes, "an@example.test", NOW)
    assert sheet().entries == {}


def test_there_is_no_place_for_a_unit_outside_the_round() -> None:
    with pytest.raises(NotFound):
        places.place(ROUND, "so-z", "self_assessment", NOW)
