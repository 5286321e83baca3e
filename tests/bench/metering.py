"""What an act asks of AWS: calls, and the read and write units that DynamoDB would count.

The units are worked out from the sizes of items by its rules ("DynamoDB read and write operations"
in its developer guide), since the pretended AWS in process counts none.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from threading import Lock
from typing import Any

import pytest
from botocore.client import BaseClient
from moto.core.botocore_stubber import BotocoreStubber

READ_UNIT, WRITE_UNIT = 4096, 1024
# What makes less come back than is read.
_LESS = ("ProjectionExpression", "FilterExpression", "Select")


@dataclass
class Meter:
    """What was asked so far; `pretended` are the CPU milliseconds of AWS's part."""

    calls: Counter[str] = field(default_factory=Counter)
    written: int = 0
    read: float = 0
    pretended: float = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one act took: calls by operation, units, CPU milliseconds of ours alone (which says
    nothing of an act that asks from several threads).
    """

    calls: dict[str, int]
    written: int
    read: float
    cpu_ms: float


def size(value: Any) -> int:
    """Bytes of a value, an item or a part of one, as DynamoDB counts them."""
    if "M" in value:
        return 3 + len(value["M"]) + size_of_item(value["M"])
    if "L" in value:
        return 3 + sum(1 + size(each) for each in value["L"])
    ((kind, content),) = value.items()
    if kind == "N":
        return (len(content) + 1) // 2 + 1
    return 1 if kind in ("BOOL", "NULL") else len(content.encode() if kind == "S" else content)


def size_of_item(item: Mapping[str, Any]) -> int:
    """Bytes of an item with the names of its attributes."""
    return sum(len(name.encode()) + size(value) for name, value in item.items())


@contextmanager
def metered() -> Iterator[Meter]:
    """Count what every client asks for."""
    meter, alone = Meter(), Lock()
    ask, pretend = BaseClient._make_api_call, BotocoreStubber.__call__

    def counted(client: Any, operation: str, given: dict[str, Any]) -> Any:
        reply = ask(client, operation, given)
        meter.calls[operation] += 1
        if client.meta.service_model.service_name == "dynamodb":
            with alone:  # some acts ask from several threads
                before, started = meter.pretended, time.process_time_ns()
                _count(meter, partial(ask, client), operation, given)
                meter.pretended = before + (time.process_time_ns() - started) / 1e6
        return reply

    def timed(*given: Any, **named: Any) -> Any:
        started = time.process_time_ns()
        try:
            return pretend(*given, **named)
        finally:
            meter.pretended += (time.process_time_ns() - started) / 1e6

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", counted)
        patch.setattr(BotocoreStubber, "__call__", timed)
        yield meter


def reading(meter: Meter, act: Callable[[], object]) -> Reading:
    """Do something, and what it took."""
    meter.calls.clear()
    meter.written, meter.read, meter.pretended = 0, 0, 0
    started = time.process_time_ns()
    act()
    taken = (time.process_time_ns() - started) / 1e6 - meter.pretended
    return Reading(dict(meter.calls), meter.written, meter.read, taken)


Ask = Callable[[str, dict[str, Any]], Any]


def _count(meter: Meter, ask: Ask, operation: str, given: dict[str, Any]) -> None:
    match operation:
        case "GetItem":
            meter.read += _item(ask, given["TableName"], given["Key"], READ_UNIT)
        case "BatchGetItem":
            for table, wanted in given["RequestItems"].items():
                meter.read += sum(_item(ask, table, key, READ_UNIT) for key in wanted["Keys"])
        case "Query" | "Scan":
            meter.read += _page(ask, operation, given)
        case "BatchWriteItem":
            for each in (each for part in given["RequestItems"].values() for each in part):
                put = each.get("PutRequest")
                meter.written += _units(size_of_item(put["Item"]), WRITE_UNIT) if put else 1
        case "TransactWriteItems":
            for each in given["TransactItems"]:
                meter.written += 2 * sum(_write(ask, part) for part in each.values())
        case "PutItem" | "UpdateItem" | "DeleteItem":
            meter.written += _write(ask, given)


def _page(ask: Ask, operation: str, given: Mapping[str, Any]) -> int:
    """The units of all that is read for a page, whatever of it comes back."""
    whole = {name: value for name, value in given.items() if name not in _LESS}
    whole["ExpressionAttributeNames"] = _used(given, "ExpressionAttributeNames")
    whole["ExpressionAttributeValues"] = _used(given, "ExpressionAttributeValues")
    found = ask(operation, {name: value for name, value in whole.items() if value})
    return _units(sum(map(size_of_item, found["Items"])), READ_UNIT)


def _used(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The names or values that the condition of the key uses; others are refused."""
    condition = given.get("KeyConditionExpression", "")
    kept = given.get(name, {}).items()
    return {each: value for each, value in kept if re.search(rf"{re.escape(each)}\b", condition)}


def _write(ask: Ask, part: Mapping[str, Any]) -> int:
    if "Item" in part:
        return _units(size_of_item(part["Item"]), WRITE_UNIT)
    return _item(ask, part["TableName"], part["Key"], WRITE_UNIT)


def _item(ask: Ask, table: str, key: Mapping[str, Any], unit: int) -> int:
    found = ask("GetItem", {"TableName": table, "Key": key, "ConsistentRead": True})
    return _units(size_of_item(found.get("Item", {})), unit)


def _units(size_: int, unit: int) -> int:
    return max(1, ceil(size_ / unit))
