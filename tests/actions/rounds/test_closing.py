"""The tick only tidies up after windows that have closed; no lock depends on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions import ticking
from chalicelib.actions.rounds import current
from chalicelib.store import audit, sheet_items, sheets
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND

LATER = story.LATER


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()
    story.open_window("self_assessment")


def tick(after: timedelta = timedelta(0)) -> list[str]:
    closed: list[str] = ticking.tick(ROUND, LATER + after)["closed"]
    return closed


def test_each_closing_is_noted_once_with_its_instant() -> None:
    assert ticking.tick(ROUND, NOW)["closed"] == []
    assert tick() == ["respondent_lists", "self_assessment"]
    assert tick(timedelta(minutes=1)) == []
    acts = [
        (act.subject, act.by, act.details)
        for act in audit.list_acts(ROUND)
        if act.act == "window_closed"
    ]
    assert acts == [
        (name, "tick", '{"closed_at":"2026-11-20T06:00:00.000Z"}')
        for name in ("respondent_lists", "self_assessment")
    ]


def test_a_window_that_was_reopened_is_noted_again_when_it_closes_again() -> None:
    tick()
    story.open_window("self_assessment", LATER + timedelta(hours=2), LATER + timedelta(minutes=1))
    assert tick(timedelta(minutes=2)) == []
    assert tick(timedelta(hours=2)) == ["self_assessment"]


def test_a_lock_that_did_not_reach_a_sheet_is_put_there_by_the_tick() -> None:
    sheets.set_locks(ROUND, "so-a", "self_assessment", LATER + timedelta(days=9), 0)
    version = current.timetable(ROUND, NOW).version
    item = sheet_items.SheetItem.get(f"{ROUND}/so-a", "entries")
    item.update(
        [
            sheet_items.SheetItem.locks_at.set("2099-01-01T00:00:00.000Z"),
            sheet_items.SheetItem.locks_version.set(version - 1),
        ]
    )
    tick()
    assert sheets.get(f"{ROUND}/so-a").locks_at == LATER


def test_the_rounds_to_look_after_are_those_that_were_loaded() -> None:
    assert ticking.list_rounds() == [ROUND]
