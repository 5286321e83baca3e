"""The publisher: seals boxes, computes the signals in them, computes drafts, carries out
publications. A message may come twice.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from chalice.app import Blueprint

from chalicelib import clock, tokens
from chalicelib.actions import retrying
from chalicelib.actions.integrity import examining
from chalicelib.actions.results import publishing
from chalicelib.actions.survey import sealing
from chalicelib.domain import queue_messages
from chalicelib.domain.errors import Refusal, Unexpected

jobs = Blueprint(__name__)

# How often the publish queue delivers a message (maxReceiveCount in infra/resources.yaml).
TRIES = 3


@jobs.lambda_function(name="publish")
def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take SQS records, each with {"round", "job"} or {"round", "seal": index}. After an unexpected
    error the queue repeats the message, minutes later.
    """
    for record in event["Records"]:
        last = int(record["attributes"]["ApproximateReceiveCount"]) >= TRIES
        with retrying.soon(retrying.PUBLISH, record):
            body = queue_messages.read(record["body"])
            outcome = (
                _seal(body["round"], body["seal"])
                if "seal" in body
                else _publish(body["round"], body["job"], last)
            )
        sys.stderr.write(json.dumps({"job": "publish", "work": body, "outcome": outcome}) + "\n")
    return {"batchItemFailures": []}


def _seal(round_id: str, index: str) -> str:
    counts = sealing.seal(round_id, index, "", "publish", clock.now(), tokens.shuffler())
    flagged = examining.examine(round_id, index, clock.now())
    return f"{sum(counts.values())} sealed, {flagged} signals"


def _publish(round_id: str, job: str, last: bool) -> str:
    try:
        return publishing.run(round_id, job, clock.now())
    except Refusal as refusal:
        publishing.fail(round_id, job, refusal)
        return refusal.code
    except Exception:  # noqa: BLE001  the edge: nobody tries again, so ops must not see it running for ever
        if last:
            publishing.fail(round_id, job, Unexpected())
        raise
