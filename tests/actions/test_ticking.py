"""The tick seals a survey a day after it closed, and leaves alone one that never began."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from chalicelib.actions import ticking
from chalicelib.actions.integrity import examining
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.domain import queue_messages
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

A_DAY_AFTER = story.LATER + ticking.SEAL_AFTER


def sealed(at: int = 0) -> set[str]:
    now = A_DAY_AFTER + timedelta(minutes=at)
    ticking.tick(ROUND, now)
    return set(current.timetable(ROUND, now + timedelta(minutes=1)).sealed)


def test_a_survey_is_sealed_by_itself_a_day_after_it_closed(aws: Aws, mailbox: Mailbox) -> None:
    story.survey(aws, mailbox)
    ticking.tick(ROUND, A_DAY_AFTER - timedelta(minutes=1))
    assert not current.timetable(ROUND, A_DAY_AFTER).sealed
    assert "departments" in sealed()
    assert "departments" in sealed(at=1)


def test_a_round_loaded_after_its_dates_waits_for_its_survey_to_be_opened(aws: Aws) -> None:
    document = small_round.document()
    document["windows"]["survey"] = {"opens": None, "closes": "2020-12-31"}
    story.load(document)
    assert sealed() == set()
    story.open_window("survey", A_DAY_AFTER + timedelta(hours=2), A_DAY_AFTER + timedelta(hours=1))


def test_the_publisher_seals_and_what_is_done_is_noted_once(aws: Aws, mailbox: Mailbox) -> None:
    """A tick has neither the time nor the memory for five hundred thousand answers."""
    story.survey(aws, mailbox)
    first = ticking.tick(ROUND, A_DAY_AFTER)
    assert first["sealed"] == []
    assert asked(aws) == [{"round": ROUND, "seal": "departments", "version": 1}]
    assert not sealing.is_sealed(ROUND, "departments")
    ticking.tick(ROUND, A_DAY_AFTER + timedelta(minutes=1))
    assert asked(aws) == []
    later = A_DAY_AFTER + ticking.ASK_AGAIN
    ticking.tick(ROUND, later)
    assert asked(aws) == [{"round": ROUND, "seal": "departments", "version": 1}]
    sealing.seal(ROUND, "departments", "", "publish", later, Random(1))
    assert ticking.tick(ROUND, later)["sealed"] == []
    examining.examine(ROUND, "departments", later)
    assert ticking.tick(ROUND, later)["sealed"] == ["departments"]
    assert ticking.tick(ROUND, later) == {"closed": [], "sealed": []}
    assert asked(aws) == []


def asked(aws: Aws) -> list[dict[str, Any]]:
    """What the publisher was asked to seal since the last time."""
    sqs, url = aws.client("sqs"), aws.environment["PUBLISH_QUEUE_URL"]
    waiting = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for message in waiting:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    bodies = [queue_messages.read(message["Body"]) for message in waiting]
    return [body for body in bodies if "seal" in body]
