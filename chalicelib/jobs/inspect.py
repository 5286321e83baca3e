"""The inspector: inspects every file that arrives, and makes the archives that units ask for."""

from __future__ import annotations

import json
import sys
from typing import Any
from urllib.parse import unquote_plus

from chalice.app import Blueprint

from chalicelib import clock
from chalicelib.actions import retrying
from chalicelib.actions.evidence import archiving, inspecting
from chalicelib.domain import queue_messages

jobs = Blueprint(__name__)
TRIES = 3  # the queue's maxReceiveCount in infra/resources.yaml


@jobs.lambda_function(name="inspect")
def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take SQS records, each with an S3 event or {"archive", "sheet"}. After an unexpected error
    the queue repeats the message; at the last of its tries the verdict is there before the work
    begins, so that a file never waits for ever, whatever becomes of this function.
    """
    for record in event["Records"]:
        tries = int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))
        with retrying.soon(retrying.EVIDENCE, record):
            body = queue_messages.read(record["body"])
            if "archive" in body:
                outcomes = [archiving.make(body["sheet"], body["archive"])]
            elif body.get("Event") == "s3:TestEvent":
                outcomes = []
            else:
                stored = [event["s3"]["object"] for event in body["Records"]]
                outcomes = [_inspect(each, tries) for each in stored]
        sys.stderr.write(json.dumps({"job": "inspect", "outcomes": outcomes}) + "\n")
    return {"batchItemFailures": []}


def _inspect(stored: dict[str, Any], tries: int) -> str:
    key, version = unquote_plus(stored["key"]), stored.get("versionId", "")
    if tries >= TRIES:
        inspecting.give_up(key, version, clock.now())
    return inspecting.inspect(key, version, clock.now())
