"""What becomes of work that failed: a message is tried again after a short while, a person is asked
to try again if the error passes.

A queue hides a message for six time-outs of its function, so that work that goes on is not begun
twice. A fault that the function lives to see needs no such wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from chalicelib.aws import queues
from chalicelib.aws.interruptions import passes
from chalicelib.aws.queues import EVIDENCE, PUBLISH

__all__ = ["EVIDENCE", "PUBLISH", "passes", "pause", "soon"]
_FIRST, _LONGER = timedelta(minutes=2), 4


def pause(tries: int) -> timedelta:
    """How long the message waits after so many tries: two minutes, then four times as long each
    time, so that three tries outlast ten minutes of trouble.
    """
    factor: int = _LONGER ** (tries - 1)
    return _FIRST * factor


@contextmanager
def soon(queue: str, record: Mapping[str, Any]) -> Iterator[None]:
    """Work on an SQS record of a queue; if that raises, the record comes back after `pause`."""
    tries = int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))
    with ExitStack() as failed:
        failed.callback(queues.bring_back, queue, record.get("receiptHandle", ""), pause(tries))
        yield
        failed.pop_all()
