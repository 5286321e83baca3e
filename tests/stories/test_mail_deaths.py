"""Mail workers of the deployed system are killed in the midst of a wave: the queue brings back what
they held.

The two minutes after which a claim is stale are not waited for;
tests/actions/letters/test_mailing_deaths.py lets them pass.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.delivery import STALE
from chalicelib.domain.letters.quotas import MAX_LETTERS
from tests import small_round
from tests.api.survey.test_survey_deployed import operations
from tests.patience import eventually
from tests.survey_story import people

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "thu-roi-2026"  # warm functions keep copies of a round for seconds
OPS = f"/api/ops/rounds/{ROUND}"
INVITATIONS = "par-index-local-invitations"
PEOPLE = 1_000
BACK = 30  # seconds until the queue takes a worker for dead; on AWS six times its time to live


def workers(stack: Stack) -> list[int]:
    """The processes that run the mail worker of this stack, and of no other."""
    mark = f"{stack.emulator.folder}/tmp/ministack-lambda-{stack._resource('Mail')}-"
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = each.read_text(errors="replace")
        except OSError:  # it ended meanwhile
            continue
        if mark in command:
            found.append(int(each.parent.name))
    return found


def invited(stack: Stack) -> None:
    """Ask for a letter to everybody of a list."""
    ops = operations(stack)
    ops(
        "PUT",
        OPS,
        {"round": {**small_round.document(), "id": ROUND}, "units": small_round.unit_rows()},
    )
    closes = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for window in ("respondent_lists", "survey"):
        ops("POST", f"{OPS}/windows/{window}/open", {"until": closes, "reason": "thử"})
    rows = [{"name": row.name, "email": row.email, "rates": "so-a"} for row in people(1, PEOPLE)]
    ops("PUT", f"{OPS}/lists/council", {"respondents": rows})
    ops("POST", f"{OPS}/lists/send", {"acknowledged": True})
    ops("POST", f"{OPS}/invite", {})


def items(stack: Stack) -> list[dict[str, Any]]:
    """Every invitation as it is kept."""
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=INVITATIONS)
    return [item for page in pages for item in page["Items"]]


def outlived(stack: Stack) -> None:
    """What workers had claimed and never noted as sent looks as if that had been longer ago than a
    worker lives.
    """
    for item in items(stack):
        if "claimed_at" in item:
            earlier = from_text(item["claimed_at"]["S"]) - STALE - timedelta(seconds=1)
            with suppress(stack.client("dynamodb").exceptions.ConditionalCheckFailedException):
                stack.client("dynamodb").update_item(
                    TableName=INVITATIONS,
                    Key={"invitation": item["invitation"]},
                    UpdateExpression="SET claimed_at = :earlier",
                    ConditionExpression="claimed_at = :claimed",
                    ExpressionAttributeValues={
                        ":earlier": {"S": to_text(earlier)},
                        ":claimed": item["claimed_at"],
                    },
                )


def got(stack: Stack) -> Counter[str]:
    """How many letters with a link each person has got."""
    return Counter(
        letter["To"][0]
        for letter in stack.messages()
        if "@example.test" in letter["To"][0] and "/s#" in letter["BodyText"]
    )


def test_nobody_is_left_out_and_what_is_double_is_bounded_and_counted(stack: Stack) -> None:
    sqs = stack.client("sqs")
    queue = sqs.get_queue_url(
        QueueName=next(
            url.rpartition("/")[2]
            for url in sqs.list_queues()["QueueUrls"]
            if "mail" in url.lower() and "dead" not in url.lower()
        )
    )["QueueUrl"]
    usual = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])[
        "Attributes"
    ]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": str(BACK)})
    try:
        invited(stack)
        eventually(lambda: got(stack), every=0.05)
        killed = workers(stack)
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        assert killed and len(got(stack)) < PEOPLE  # in the midst of it
        outlived(stack)
        eventually(lambda: all(item["status"]["S"] == "sent" for item in items(stack)), every=2)
    finally:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes=usual)
    letters = got(stack)
    assert set(letters) == {row.email for row in people(1, PEOPLE)}
    attempts, most = (
        sum(int(item["sends"]["N"]) for item in items(stack)),
        PEOPLE + MAX_LETTERS * len(killed),
    )
    assert max(letters.values()) <= 2
    assert letters.total() <= attempts <= most
