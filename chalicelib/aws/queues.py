"""The queues. Mail: ids of invitations to send, without names or addresses. Publish: drafts,
publications and sealings to run. Evidence: archives to make, files to examine again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from math import ceil
from typing import Any
from urllib.parse import quote_plus

from chalicelib.domain import queue_messages
from chalicelib.settings import settings

# One message becomes one call to the mail service, which takes 50 letters.
LETTERS_A_MESSAGE = 50
# The queue takes ten messages a call.
MESSAGES_A_CALL = 10
# It delays a message by at most this many seconds (15 minutes).
MOST_DELAY = 900
NOW = timedelta(0)
# Queues by the name of their setting.
PUBLISH, EVIDENCE = "publish_queue_url", "evidence_queue_url"


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("sqs", region_name=settings().region)


def send_invitations(
    round_id: str, index: str, invitations: Sequence[str], after: timedelta = NOW
) -> None:
    """Ask the mail worker to send these invitations after a delay (15 minutes at most).

    ConnectionError if the queue refuses a message.
    """
    seconds = min(ceil(after.total_seconds()), MOST_DELAY)
    bodies = [
        queue_messages.write(
            round=round_id, index=index, invitations=invitations[start : start + LETTERS_A_MESSAGE]
        )
        for start in range(0, len(invitations), LETTERS_A_MESSAGE)
    ]
    for start in range(0, len(bodies), MESSAGES_A_CALL):
        entries = [
            {"Id": str(number), "MessageBody": body, "DelaySeconds": seconds}
            for number, body in enumerate(bodies[start : start + MESSAGES_A_CALL])
        ]
        reply = _client().send_message_batch(QueueUrl=settings().mail_queue_url, Entries=entries)
        if reply.get("Failed"):
            raise ConnectionError(f"the mail queue refused {len(reply['Failed'])} messages")


def send_sealing(round_id: str, index: str) -> None:
    """Ask the publisher to seal the boxes of an index."""
    _client().send_message(
        QueueUrl=settings().publish_queue_url,
        MessageBody=queue_messages.write(round=round_id, seal=index),
    )


def send_results_job(round_id: str, job: str) -> None:
    """Ask the publisher to carry out a job, a publication or drafts."""
    _client().send_message(
        QueueUrl=settings().publish_queue_url,
        MessageBody=queue_messages.write(round=round_id, job=job),
    )


def send_archiving(sheet: str, archive: str) -> None:
    """Ask the inspector to make the archive of a unit's evidence."""
    _client().send_message(
        QueueUrl=settings().evidence_queue_url,
        MessageBody=queue_messages.write(archive=archive, sheet=sheet),
    )


def send_examining(key: str, version_id: str) -> None:
    """Ask the inspector to examine a stored version again, in the form in which S3 announces it."""
    stored = {"object": {"key": quote_plus(key), "versionId": version_id}}
    _client().send_message(
        QueueUrl=settings().evidence_queue_url,
        MessageBody=json.dumps({"Records": [{"s3": stored}]}),
    )


def bring_back(queue: str, receipt: str, after: timedelta) -> None:
    """Have a message that was taken from a queue (PUBLISH, EVIDENCE) come again after so long,
    instead of after its whole visibility. Where the queue does not, it comes later.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    with suppress(BotoCoreError, ClientError):
        _client().change_message_visibility(
            QueueUrl=getattr(settings(), queue),
            ReceiptHandle=receipt,
            VisibilityTimeout=ceil(after.total_seconds()),
        )
