"""The mail worker: each message of the mail queue is up to 50 letters."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from chalice.app import Blueprint

from chalicelib import clock
from chalicelib.actions import mailing

jobs = Blueprint(__name__)


@jobs.lambda_function(name="mail")
def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  Lambda calls with both
    """Send what the messages ask for; those that are not wholly sent go back to the queue."""
    failed = [record["messageId"] for record in event["Records"] if not _sent(record["body"])]
    sys.stderr.write(json.dumps({"job": "mail", "messages": len(event["Records"]), "failed": len(failed)}) + "\n")
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _sent(body: str) -> bool:
    try:
        message = json.loads(body)
        return mailing.send(message["round"], message["invitations"], clock.now())
    except Exception:  # noqa: BLE001  the edge: one bad message must not send the others of its batch again
        traceback.print_exc()
        return False
