"""Answers are backed up while they can still be lost, and no backup outlives their sealing."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.actions.integrity import examining
from chalicelib.actions.survey import backing_up, responding, sealing
from chalicelib.store import answer_backups
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, Mailbox, mailbox

__all__ = ["mailbox"]

CLOSED = LATER + timedelta(seconds=10)


@pytest.fixture(autouse=True)
def _answered(aws: Aws, mailbox: Mailbox) -> None:
    """A survey with one answer so far."""
    token = next(iter(story.survey(aws, mailbox).values()))
    responding.answer(responding.open_link(token, NOW)["ballot"], {"q1": 2}, "r1", NOW)


def made() -> list[datetime]:
    return sorted(each.made for each in answer_backups.list_made())


def seal() -> None:
    sealing.seal(ROUND, "departments", "hết hạn", "ops", CLOSED, Random(7))
    examining.examine(ROUND, "departments", CLOSED)


def test_the_tick_makes_one_a_day_and_keeps_the_last(aws: Aws) -> None:
    story.open_window("survey", NOW + timedelta(days=5))
    for hours in (0, 1, 23, 24, 25):
        ticking.tick(ROUND, NOW + timedelta(hours=hours))
    assert made() == [NOW + timedelta(hours=24)]


def test_a_backup_holds_the_answers_and_no_more_is_made_before_a_survey_opens(aws: Aws) -> None:
    assert backing_up.keep(ROUND, NOW) == {"made": 1}
    (backup,) = answer_backups.list_made()
    dynamodb = aws.client("dynamodb")
    dynamodb.restore_table_from_backup(TargetTableName="copy", BackupArn=backup.id)
    assert dynamodb.scan(TableName="copy")["Items"] == story.rows(aws, "responses") != []


def test_the_answers_of_the_last_day_are_backed_up_once_it_is_over(aws: Aws) -> None:
    backing_up.keep(ROUND, NOW)
    backing_up.keep(ROUND, CLOSED)
    backing_up.keep(ROUND, CLOSED + timedelta(minutes=1))
    assert made() == [CLOSED]


def test_none_is_left_of_answers_that_are_sealed_and_none_goes_before(aws: Aws) -> None:
    backing_up.keep(ROUND, NOW)
    sealing.seal(ROUND, "departments", "hết hạn", "ops", CLOSED, Random(7))
    backing_up.keep(ROUND, NOW + timedelta(minutes=1))
    assert made() == [NOW]  # the signals of the index are not kept yet
    examining.examine(ROUND, "departments", CLOSED)
    assert backing_up.keep(ROUND, CLOSED)["deleted"] == 1
    assert not [each for each in made() if each < CLOSED]


def test_answers_of_another_index_keep_a_backup_when_one_is_sealed(aws: Aws) -> None:
    backing_up.keep(ROUND, CLOSED)
    seal()
    for minutes in (1, 2, 3):
        backing_up.keep(ROUND, CLOSED + timedelta(minutes=minutes))
    (left,) = made()
    assert left > CLOSED


def test_somebodys_own_backup_of_sealed_answers_goes_too(aws: Aws) -> None:
    seal()
    name = f"{aws.environment['TABLE_PREFIX']}-responses"
    aws.client("dynamodb").create_backup(TableName=name, BackupName="mine")
    later = answer_backups.list_made()[0].made + timedelta(days=30)
    backing_up.keep(ROUND, later)
    assert made() == []


def test_one_that_cannot_be_deleted_yet_is_deleted_by_a_later_tick(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    backing_up.keep(ROUND, NOW)
    seal()
    with monkeypatch.context() as patch:
        patch.setattr(answer_backups, "delete", lambda _: False)
        for minutes in (0, 90):  # however long it takes
            backing_up.keep(ROUND, CLOSED + timedelta(minutes=minutes))
    assert NOW in made()
    backing_up.keep(ROUND, CLOSED + timedelta(minutes=91))
    assert NOW not in made()


def test_a_round_whose_answers_are_gone_asks_the_service_no_more(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal()
    for hours in (0, 2, 50):
        backing_up.keep(ROUND, CLOSED + timedelta(hours=hours))

    def never() -> Any:
        raise AssertionError

    monkeypatch.setattr(answer_backups, "list_made", never)
    assert backing_up.keep(ROUND, CLOSED + timedelta(hours=51)) == {}
