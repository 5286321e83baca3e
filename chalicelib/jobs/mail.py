"""The mail worker: each message of the mail queue is up to 50 letters, sent at the pace that the
account allows.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import datetime, timedelta
from typing import Any

from chalice.app import Blueprint

from chalicelib import clock
from chalicelib.actions.letters import mailing
from chalicelib.domain import queue_messages

jobs = Blueprint(__name__)

# Lambda gives a minute; a message that is begun by this time is done within it.
WORKING = timedelta(seconds=40)
# Letters that have to wait longer go back to the queue.
PATIENCE = timedelta(seconds=5)


@jobs.lambda_function(name="mail")
def handle(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  Lambda calls with both
    """Take SQS records, each with {"round", "index", "invitations"}, and send the letters. Those
    that have to wait are queued again; only a message with an error counts as failed.
    """
    until = clock.now() + WORKING
    failed = [
        record["messageId"] for record in event["Records"] if not _sent(record["body"], until)
    ]
    sys.stderr.write(
        json.dumps({"job": "mail", "messages": len(event["Records"]), "failed": len(failed)}) + "\n"
    )
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _sent(body: str, until: datetime) -> bool:
    try:
        message = queue_messages.read(body)
        _work(
            message["round"], message["index"], mailing.Rest(tuple(message["invitations"])), until
        )
    except Exception:  # noqa: BLE001  the edge: one bad message must not send the others of its batch again
        traceback.print_exc()
        return False
    return True


def _work(round_id: str, index: str, rest: mailing.Rest, until: datetime) -> None:
    """Send until no letter is left; queue the rest if it has to wait too long."""
    while rest.invitations:
        if rest.after > PATIENCE or clock.now() + rest.after > until:
            mailing.postpone(round_id, index, rest)
            return
        clock.pause(rest.after)
        rest = mailing.send(round_id, rest.invitations, clock.now())
