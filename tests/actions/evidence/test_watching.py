"""A file that waits an hour for its inspection is told once, though it holds nobody up."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.actions.evidence import attaching, inspecting, watching
from chalicelib.actions.people import notifying
from chalicelib.domain.evidence import again
from chalicelib.domain.evidence.files import Paper
from chalicelib.jobs import tick
from chalicelib.store import audit, inspections, tables
from tests import sheet_story as story
from tests.api.conftest import Clock, clock
from tests.documents import signing
from tests.fake_aws import Aws, told_once
from tests.sheet_story import place
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER

__all__ = ["clock"]
SOON = NOW + again.TOO_LONG - timedelta(seconds=1)
LATE = NOW + again.TOO_LONG


@pytest.fixture(autouse=True)
@told_once
def _one_file(aws: Aws) -> None:
    story.load()
    story.attach(aws)


def told() -> list[str]:
    return [act.subject for act in audit.list_acts(ROUND) if act.act == "evidence_waits"]


def names(now: datetime) -> list[str]:
    return [each.subject for each in watching.waiting(ROUND, now)]


def test_a_file_is_told_after_an_hour_and_not_before() -> None:
    assert names(SOON) == []
    assert names(LATE) == ["so-a/self_assessment/e1"]


def test_one_that_could_not_be_examined_is_listed_at_once_but_is_no_alarm() -> None:
    (file,) = attaching.list_files(place())
    inspecting.give_up(file.key, file.version_id, NOW)
    assert names(NOW) == ["so-a/self_assessment/e1"]
    assert watching.sweep(ROUND, LATE) == 0 and told() == []


def test_what_was_found_is_not_read_to_tell_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = attaching.list_files(place())
    inspecting.give_up(file.key, file.version_id, NOW)
    read: list[tuple[str, ...]] = []
    query = tables.query

    def seen(table: str, key: str, value: str, *more: Any) -> Any:
        if table == "evidence":
            read.append(more[0] if more else ())
        return query(table, key, value, *more)

    monkeypatch.setattr(tables, "query", seen)
    assert names(NOW) == ["so-a/self_assessment/e1"]
    assert read and all(columns and "verdicts" not in columns for columns in read)


def test_an_inspection_of_earlier_says_by_its_verdicts_whether_it_came_to_an_end(aws: Aws) -> None:
    (first,) = attaching.list_files(place())
    second = story.attach(aws, "e2", "1.1.2")
    inspecting.give_up(first.key, first.version_id, NOW)
    inspecting.inspect(second.key, second.version_id, NOW)
    for file in (first, second):
        item = inspections.Inspection(story.KEY, f"inspection#{file.id}#{file.version_id}")
        item.update(actions=[inspections.Inspection.unexamined.remove()])
    assert names(LATE) == ["so-a/self_assessment/e1"]


def test_an_inspected_or_removed_file_waits_no_more(aws: Aws) -> None:
    story.attach(aws, "e2", "1.1.2")
    attaching.remove(place(), "e2", EDITOR.email, NOW)
    (file,) = attaching.list_files(place())
    inspecting.inspect(file.key, file.version_id, LATE)
    assert names(LATE) == []


def test_a_round_that_is_long_over_is_watched_no_more() -> None:
    over = LATER + watching.WATCHED_AFTER_CLOSING
    assert names(over - timedelta(seconds=1)) and not names(over)


def test_a_form_that_was_never_used_waits_for_nothing(aws: Aws) -> None:
    story.upload(aws, "e9")
    assert names(LATE) == ["so-a/self_assessment/e1"]


def test_the_tick_puts_it_on_record_once_and_looks_once_an_hour() -> None:
    assert ticking.tick(ROUND, LATE)["evidence_waits"] == 1
    assert "evidence_waits" not in ticking.tick(ROUND, LATE + timedelta(minutes=1))
    assert ticking.tick(ROUND, LATE + watching.EVERY)["evidence_waits"] == 1
    assert told() == ["so-a/self_assessment/e1"]


def test_one_that_waits_again_is_told_again(aws: Aws) -> None:
    watching.sweep(ROUND, LATE)
    (file,) = attaching.list_files(place())
    inspecting.inspect(file.key, file.version_id, LATE)
    assert watching.sweep(ROUND, LATE + watching.EVERY) == 0
    story.attach(aws, "e2", "1.1.2")
    assert watching.sweep(ROUND, LATE + 2 * watching.EVERY) == 1
    assert told() == ["so-a/self_assessment/e1", "so-a/self_assessment/e2"]


def test_the_tick_logs_how_many_wait_for_the_metric(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.instant = LATE
    tick.handle({}, None)
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (line["job"], line["evidence_waits"]) == ("tick", 1)


def test_the_unit_is_told_of_a_file_that_it_may_replace_once(aws: Aws) -> None:
    attaching.remove(place(), "e1", EDITOR.email, NOW)
    story.fill()
    story.upload(aws, "e2", signing.plain()[:-200])
    file = attaching.confirm(place(), "e2", ["1.1.1"], Paper(), NOW)
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.inspect(file.key, file.version_id, SOON)
    for minute in range(3):
        ticking.tick(ROUND, LATE + timedelta(minutes=minute))
    (notice,) = [
        each for each in notifying.list_notices(ROUND, "so-a") if each.kind == "evidence_bad"
    ]
    assert story.PDF.name in notice.text.vi and notice.at == SOON
    assert "evidence_bad" not in [each.kind for each in notifying.list_notices(ROUND, "so-b")]
