"""Scoring told step by step, for tests: units assess, the council appraises, ops decides, a job
publishes.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, confirming
from chalicelib.actions.assessment import saving
from chalicelib.actions.results import asking
from chalicelib.actions.results.asking import Wanted
from chalicelib.actions.rounds import ruling
from chalicelib.actions.survey import sealing
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.jobs import publish
from chalicelib.store.results import Job
from tests import survey_story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, OPS

MEMBER = Account("hd-1", "hoi-dong@example.test", "Hội đồng", "council", ROUND)
SECRETARY = Account("tk-1", "to-thu-ky@example.test", "Tổ Thư ký", "secretariat", ROUND)
AFTER = LATER + timedelta(seconds=10)
APPRAISED = {**VALUES, "2.2": {"points": "1"}}
EXTERNAL = Ruling("external", "so-a", leaf="3.2", value={"percent": "85.3"})


def load(document: dict[str, Any] | None = None) -> None:
    """Load the small round (or another document with its units), units and council at work."""
    survey_story.load(document)
    for name in ("self_assessment", "appraisal_first", "survey"):
        survey_story.open_window(name)


def assess(
    unit: str, values: dict[str, Any] = VALUES, version: int = 0, now: datetime = NOW
) -> None:
    """A unit saves its values."""
    at = places.place(ROUND, unit, "self_assessment", now)
    changes = [Change(leaf, version, value, "vì thế") for leaf, value in values.items()]
    saving.save(at, f"save-{version:04d}", changes, f"{unit}@example.test", now)


def appraise(
    unit: str, values: dict[str, Any], kind: str = "appraisal_first", version: int = 0
) -> None:
    """The council saves its values."""
    at = places.place(ROUND, unit, kind, NOW)
    changes = [Change(leaf, version, value, "nhận xét") for leaf, value in values.items()]
    appraising.appraise(at, f"save-{version:04d}", changes, MEMBER, NOW)


def rule(*rulings: Ruling) -> None:
    """Ops decides, and the secretariat confirms what waits for a second person."""
    ruling.put(ROUND, rulings, OPS, NOW)
    if waiting := [each.id for each in ruling.waiting(ROUND)]:
        confirming.decide(ROUND, waiting, None, SECRETARY, NOW)


def seal(now: datetime = AFTER) -> None:
    """The survey has closed; the ballots of both indexes are sealed."""
    for index in ("departments", "districts"):
        sealing.seal(ROUND, index, "hết hạn", OPS.email, now, Random(1))


def whole(document: dict[str, Any] | None = None) -> None:
    """A round in which everybody did their part but nobody was surveyed."""
    load(document)
    for unit in ("so-a", "so-b"):
        assess(unit)
        appraise(unit, APPRAISED)
    assess("quan-c", {"1.1": {"points": "8.5"}})
    appraise("quan-c", {"1.1": {"points": "8"}})
    rule(EXTERNAL, Ruling("external", "so-b", leaf="3.2", value={"percent": "70"}))
    seal()


def ask(job: str = "job-1", status: str = "final", now: datetime = AFTER, **wanted: Any) -> Job:
    """Ops asks for a publication, and confirms that nobody was surveyed."""
    indexes = tuple(wanted.pop("indexes", ()))
    details = {"confirm_gaps": "không điều tra", **wanted}
    return asking.publication(ROUND, job, Wanted(indexes, status, **details), OPS, now)


def work(aws: Aws) -> int:
    """The publisher takes what is queued; returns how many messages there were."""
    sqs, url = aws.client("sqs"), aws.environment["PUBLISH_QUEUE_URL"]
    messages = sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"]
    ).get("Messages", [])
    event = {
        "Records": [
            {
                "messageId": message["MessageId"],
                "body": message["Body"],
                "attributes": message["Attributes"],
            }
            for message in messages
        ]
    }
    assert publish.handle(event, None) == {"batchItemFailures": []}
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return len(messages)


def message(job: str, received: int = 1) -> dict[str, Any]:
    """The event that a queued job comes as, when it is handed out for the `received`-th time."""
    return {
        "Records": [
            {
                "messageId": "1",
                "body": json.dumps({"round": ROUND, "job": job}),
                "attributes": {"ApproximateReceiveCount": str(received)},
            }
        ]
    }
