"""After sealing nothing is left that tells one person of a small group from another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from chalicelib.actions.integrity import examining
from chalicelib.actions.survey import responding, sealing
from chalicelib.domain.errors import Conflict
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.integrity.traces import Origin
from chalicelib.store import invitation_items, invitations, signals
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

AFTER = story.LATER + timedelta(seconds=10)
# Of five people one was fast, one used another network, one another device, one another hour.
ORIGINS = [
    (Origin("198.51.100.7", "Firefox"), 1),
    (Origin("203.0.113.9", "Firefox"), 60),
    (Origin("198.51.100.7", "Chrome"), 60),
    (Origin("198.51.100.7", "Firefox"), 2000),
    (Origin("198.51.100.7", "Firefox"), 60),
]
# What an invitation has anyway: who it is for.
PLACE = {"invitation", "at", "group", "unit", "lister"}


@pytest.fixture
def marks(aws: Aws, mailbox: Mailbox) -> set[str]:
    """Two groups of five people have answered and the survey is sealed; every mark they left."""
    tokens = list(dict(sorted(story.survey(aws, mailbox, 6, 5).items())).values())
    for number, (token, (origin, seconds)) in enumerate(zip(tokens[1:], ORIGINS * 2, strict=True)):
        ballot = responding.open_link(token, NOW)["ballot"]
        answered_at = NOW + timedelta(seconds=seconds)
        responding.answer(ballot, {"q1": number % 4 + 1}, f"r{number}", answered_at, origin)
    sealing.seal(ROUND, "departments", "hết hạn", "ops@example.test", AFTER, Random(7))
    left = {text for item in answered(aws) for text in texts(marks_of(item))}
    assert len(left) >= 8
    return left


def answered(aws: Aws) -> list[dict[str, Any]]:
    return [item for item in story.rows(aws, "invitations") if item["status"]["S"] == "answered"]


def marks_of(item: dict[str, Any]) -> list[Any]:
    return [cell for name, cell in item.items() if name in invitation_items.MARKS]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    else:
        yield str(value)


def everything(aws: Aws) -> list[str]:
    """Every text in every table and every version of every object in a bucket."""
    dynamodb, s3 = aws.client("dynamodb"), aws.client("s3")
    found = [
        text
        for table in dynamodb.list_tables()["TableNames"]
        for item in dynamodb.scan(TableName=table)["Items"]
        for text in texts(item)
    ]
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        for version in s3.list_object_versions(Bucket=name).get("Versions", []):
            place = {"Bucket": name, "Key": version["Key"], "VersionId": version["VersionId"]}
            found += s3.get_object(**place)["Body"].read().decode("utf-8", "replace").splitlines()
    return found


def test_once_the_signals_are_kept_no_mark_of_anybody_is_left_anywhere(
    aws: Aws, marks: set[str]
) -> None:
    examining.examine(ROUND, "departments", AFTER)
    assert signals.find(ROUND, "departments") is not None
    left = everything(aws)
    assert not [mark for mark, text in product(marks, left) if mark in (text, json.dumps(text))]
    assert not [item for item in story.rows(aws, "invitations") if marks_of(item)]


def test_of_a_small_group_everybody_who_answered_looks_the_same(aws: Aws, marks: set[str]) -> None:
    examining.examine(ROUND, "departments", AFTER)
    for unit in ("so-a", "so-b"):
        group = [item for item in answered(aws) if item["unit"]["S"] == unit]
        assert len(group) == 5
        told = [{name: cell for name, cell in item.items() if name not in PLACE} for item in group]
        assert all(item == told[0] for item in told)


@pytest.mark.parametrize(
    ("step", "after"), [("put", False), ("put", True), ("drop_marks", False), ("drop_marks", True)]
)
def test_an_examination_that_dies_is_finished_by_the_next_with_the_same_signals(
    aws: Aws, marks: set[str], monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    real = getattr(signals, step)

    def dying(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(signals, step, dying)
        with pytest.raises(KeyboardInterrupt):
            examining.examine(ROUND, "departments", AFTER)
    assert signals.are_dropped(ROUND, "departments") == ((step, after) == ("drop_marks", True))
    kept = signals.find(ROUND, "departments")
    examining.examine(ROUND, "departments", AFTER)
    noticed = signals.find(ROUND, "departments")
    assert noticed is not None and kept in (None, noticed)
    assert not [item for item in story.rows(aws, "invitations") if marks_of(item)]
    examining.examine(ROUND, "departments", AFTER)
    assert signals.find(ROUND, "departments") == noticed


def test_sealing_is_asked_for_again_until_the_marks_are_dropped(aws: Aws, marks: set[str]) -> None:
    story.queued(aws)
    publisher = aws.environment["PUBLISH_QUEUE_URL"]

    def asked() -> int:
        assert sealing.request(ROUND, "departments", "lại", "ops@example.test", AFTER)
        sqs = aws.client("sqs")
        waiting = sqs.receive_message(QueueUrl=publisher).get("Messages", [])
        for message in waiting:
            sqs.delete_message(QueueUrl=publisher, ReceiptHandle=message["ReceiptHandle"])
        return len(waiting)

    signals.put(ROUND, "departments", [])
    assert asked() == 1
    examining.examine(ROUND, "departments", AFTER)
    assert asked() == 0


def test_signals_that_were_computed_first_stay(aws: Aws) -> None:
    first = [Signal("so-a", "", 2, 12, 1.5, 0.4, "speed", flagged=False)]
    assert signals.put(ROUND, "departments", first) == first
    assert signals.put(ROUND, "departments", []) == first
    assert signals.find(ROUND, "departments") == first


def test_an_invitation_that_was_erased_is_not_made_again(aws: Aws, marks: set[str]) -> None:
    gone = answered(aws)[0]["invitation"]["S"]
    left = [item["invitation"]["S"] for item in story.rows(aws, "invitations")]
    invitations.erase([gone])
    signals._drop(left)
    assert invitations.find(gone) is None
    assert not [item for item in story.rows(aws, "invitations") if marks_of(item)]


def test_no_mark_is_dropped_while_the_survey_may_be_answered(aws: Aws, mailbox: Mailbox) -> None:
    token = next(iter(story.survey(aws, mailbox).values()))
    ballot = responding.open_link(token, NOW)["ballot"]
    responding.answer(ballot, {"q1": 1}, "r1", NOW, ORIGINS[0][0])
    with pytest.raises(Conflict):
        examining.examine(ROUND, "departments", NOW)
    assert [len(marks_of(item)) for item in answered(aws)] == [4]
