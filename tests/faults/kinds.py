"""The kinds of faults: what can become of a call to AWS, and which calls that befalls."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults.line import Call, Fault, Killed, Reply, lost

# What a service says when it is too busy; the others say ThrottlingException.
_BUSY = {
    "dynamodb": "ProvisionedThroughputExceededException",
    "s3": "SlowDown",
    "cognito-idp": "TooManyRequestsException",
    "ses": "TooManyRequestsException",
}
_BATCHES = ("BatchWriteItem", "BatchGetItem")


@dataclass(frozen=True, slots=True)
class Kind:
    """`means` says what happens on AWS; `befalls` which calls."""

    name: str
    means: str
    fault: Fault
    befalls: Callable[[Call], bool] = lambda call: not call.reads
    # The attempt of the person or the queue itself fails, whatever the application does.
    kills: bool = False


def _refusal(call: Call, code: str, status: int, **more: Any) -> Reply:
    if call.service == "s3":
        text = f"<Error><Code>{code}</Code><Message>refused</Message></Error>"
        return 503 if code == "SlowDown" else status, {"content-type": "application/xml"}, text
    body = json.dumps({"__type": code, "message": "refused", **more})
    headers = {"content-type": "application/x-amz-json-1.0", "x-amzn-errortype": code}
    return status, headers, body


def _busy(call: Call, request: Any) -> Reply:
    if call.operation == "TransactWriteItems":
        return _cancelled(call, request, "ThrottlingError")
    return _refusal(call, _BUSY.get(call.service, "ThrottlingException"), 400)


def _cancelled(call: Call, request: Any, code: str) -> Reply:
    items = json.loads(request.body)["TransactItems"]
    reasons = [{"Code": code}, *({"Code": "None"} for _ in items[1:])]
    codes = ", ".join(reason["Code"] for reason in reasons)
    more = {"Message": f"Transaction cancelled: [{codes}]", "CancellationReasons": reasons}
    return _refusal(call, "TransactionCanceledException", 400, **more)


def _throttled(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    return _busy(call, request)


def _throttled_once(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    return _busy(call, request) if attempt == 1 else do()


def _failing(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    return _refusal(call, "InternalServerError", 500)


def _lost(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    do()
    raise lost(request)


def _lost_once(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    reply = do()
    if attempt == 1:
        raise lost(request)
    return reply


def _killed(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    do()
    raise Killed


def _conflict(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    return _cancelled(call, request, "TransactionConflict") if attempt == 1 else do()


def _undone(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    """Half of a batch is carried out; a batch of one is not."""
    asked = json.loads(request.body)
    ((table, parts),) = asked["RequestItems"].items()
    rows = parts if isinstance(parts, list) else parts["Keys"]
    half = len(rows) // 2
    left = rows[half:]
    if call.operation == "BatchWriteItem":
        reply: dict[str, Any] = {"UnprocessedItems": {table: left}}
        wanted: Any = rows[:half]
    else:
        reply = {"UnprocessedKeys": {table: {**parts, "Keys": left}}, "Responses": {table: []}}
        wanted = {**parts, "Keys": rows[:half]}
    if half:
        request.body = json.dumps({**asked, "RequestItems": {table: wanted}}).encode()
        status, headers, body = do()
        reply = {**json.loads(body), **{name: reply[name] for name in reply if name[0] == "U"}}
    return 200, {"content-type": "application/x-amz-json-1.0"}, json.dumps(reply)


def _none(attempt: int, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
    return do()


# What befalls no call, but the act.
STALE = Kind("stale copy", "the process has a copy of the round from before it changed", _none)
TWICE = Kind(
    "twice", "a message or an instant of the clock comes again, though all was done", _none
)
DISORDER = Kind("out of order", "messages come in another order than they were sent", _none)


def _any(_: Call) -> bool:
    return True


KINDS = (
    Kind("throttled once", "the service is too busy for the first attempt", _throttled_once),
    Kind(
        "throttled",
        "the service is too busy for every attempt that the SDK makes",
        _throttled,
        _any,
    ),
    Kind("failing", "the service answers every attempt with an error of its own", _failing),
    Kind("lost once", "the first attempt is carried out, but its reply is lost", _lost_once),
    Kind("lost", "every attempt is carried out, and every reply is lost", _lost, _any),
    Kind("killed", "the process dies once the call is carried out", _killed, kills=True),
    Kind(
        "conflict",
        "a transaction of somebody else holds an item at the first attempt",
        _conflict,
        lambda call: call.operation == "TransactWriteItems",
    ),
    Kind(
        "undone",
        "half of a batch is left undone, each time it is asked for",
        _undone,
        lambda call: call.operation in _BATCHES,
    ),
)
