"""Mail feedback: the events of our letters at the mail service, through a topic and a queue."""

from __future__ import annotations

import json
import sys
import traceback
from collections import Counter
from typing import Any

from chalice.app import Blueprint

from chalicelib.actions.letters import mailing

jobs = Blueprint(__name__)


@jobs.lambda_function(name="feedback")
def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  Lambda calls with both
    """Take SQS records, each with a notification of the topic; those that fail come again. No
    address is logged.
    """
    outcomes: Counter[str] = Counter()
    failed = []
    for record in event["Records"]:
        try:
            outcomes[mailing.hear(_event(json.loads(record["body"])["Message"]))] += 1
        except Exception:  # noqa: BLE001  the edge: one bad message must not hold up the others of its batch
            traceback.print_exc()
            failed.append(record["messageId"])
    sys.stderr.write(
        json.dumps({"job": "feedback", "outcomes": outcomes, "failed": len(failed)}) + "\n"
    )
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _event(message: str) -> dict[str, Any]:
    # When the topic is made, the mail service sends a sentence to it, which is not an event.
    event: dict[str, Any] = json.loads(message) if message.startswith("{") else {}
    return event
