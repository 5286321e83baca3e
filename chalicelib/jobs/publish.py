"""The publisher: carries out one publication a message. A message that comes twice finds its job done."""

from __future__ import annotations

import json
import sys
from typing import Any

from chalice.app import Blueprint

from chalicelib import clock
from chalicelib.actions import publishing
from chalicelib.domain.errors import Refusal

jobs = Blueprint(__name__)


@jobs.lambda_function(name="publish")
def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """SQS records with {"round", "job"}; a fault of ours is left to the queue, which tries again, then sets aside."""
    for record in event["Records"]:
        body = json.loads(record["body"])
        try:
            outcome = publishing.run(body["round"], body["job"], clock.now())
        except Refusal as refusal:
            publishing.fail(body["round"], body["job"], refusal)
            outcome = refusal.code
        sys.stderr.write(json.dumps({"job": "publish", "round": body["round"], "id": body["job"], "outcome": outcome})
                         + "\n")
    return {"batchItemFailures": []}
