"""Many items kept or deleted by key, 25 a call. What DynamoDB leaves undone, as it may at any time,
is asked for again after a pause that grows and is drawn by lot, so that workers do not meet again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.models import Model

from chalicelib import clock, tokens
from chalicelib.store import tables

A_CALL = 25  # DynamoDB's own limit
TRIES = 9  # in a row that get nothing done; their pauses together are below 10 s
FIRST_PAUSE = timedelta(milliseconds=50)
LONGEST_PAUSE = timedelta(seconds=2)
# DynamoDB refuses a call with these when it can do none of its items.
BUSY = (
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "InternalServerError",
)


def put(table: str, items: Iterable[Model]) -> None:
    """Keep these items, whatever stands under their keys. May be repeated.

    Raises TimeoutError when DynamoDB stays too busy; some are kept then.
    """
    _write(table, ({"PutRequest": {"Item": item.serialize()}} for item in items))


def delete(table: str, keys: Iterable[Mapping[str, str]]) -> None:
    """Delete the items with these keys, each given once, if they exist. May be repeated.

    Raises TimeoutError when DynamoDB stays too busy; some are deleted then.
    """
    _write(table, ({"DeleteRequest": {"Key": _texts(key)}} for key in keys))


def _texts(key: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {attribute: {"S": value} for attribute, value in key.items()}


def _write(table: str, requests: Iterator[dict[str, Any]]) -> None:
    left = list(islice(requests, A_CALL))
    fruitless = 0
    while left:
        undone = _call(tables.name(table), left)
        fruitless = fruitless + 1 if len(undone) == len(left) else 0
        if fruitless == TRIES:
            raise TimeoutError(
                f"{table} is too busy: {len(undone)} items and what follows are left"
            )
        if undone:
            clock.pause(tokens.shuffler().random() * _longest(fruitless))
        left = undone + list(islice(requests, A_CALL - len(undone)))


def _longest(fruitless: int) -> timedelta:
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << fruitless))


def _call(name: str, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send one call; returns the requests that were not carried out."""
    try:
        reply = tables.send("BatchWriteItem", {"RequestItems": {name: requests}})
    except ClientError as error:
        if error.response["Error"]["Code"] not in BUSY:
            raise
        return requests
    undone: list[dict[str, Any]] = reply.get("UnprocessedItems", {}).get(name, [])
    return undone
