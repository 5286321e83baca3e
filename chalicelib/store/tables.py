"""What all tables share: their names, time limits, transactions and bulk reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.attributes import Attribute
from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.settings import settings


class TableMeta:
    """Base of every model's `Meta`. All waits of a call together stay below the 5 s that the notice
    of a window's closing allows.
    """

    region = settings().region
    connect_timeout_seconds = 1
    read_timeout_seconds = 2
    max_retry_attempts = 1


def name(table: str) -> str:
    """The table's full name in this deployment."""
    return f"{settings().table_prefix}-{table}"


@lru_cache(maxsize=1)
def _connection() -> Connection:
    return Connection(
        region=settings().region,
        connect_timeout_seconds=1,
        read_timeout_seconds=2,
        max_retry_attempts=1,
    )


def write(fill: Callable[[TransactWrite], None]) -> tuple[str, ...] | None:
    """Send one transaction with the items that `fill` adds, again if nothing but another one that
    holds an item this moment is in its way.

    Returns None if it was carried out, else the reason code of each of its items in order
    (`None`, `ConditionalCheckFailed`, `TransactionConflict`, …); any other error propagates, as
    does TimeoutError if nothing but a busy table stands in its way.
    """
    reasons = _write(fill)
    for _ in range(_AGAIN):
        if reasons is None or set(reasons) - {"None"} != {"TransactionConflict"}:
            break
        reasons = _write(fill)
    return reasons


def _write(fill: Callable[[TransactWrite], None]) -> tuple[str, ...] | None:
    try:
        with TransactWrite(connection=_connection()) as transaction:
            fill(transaction)
    except TransactWriteError as error:
        if _code(error) != "TransactionCanceledException":
            raise
        reasons = [{"Code": each.code if each else "None"} for each in error.cancellation_reasons]
        return tuple(reason["Code"] for reason in decided(reasons))
    return None


_AGAIN = 3
# Why an item cancels a transaction that would be carried out at a quieter time.
_BUSY = {"ProvisionedThroughputExceeded", "ThrottlingError"}


def decided(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reasons of a cancelled transaction; TimeoutError if they are of this moment alone."""
    codes = {reason["Code"] for reason in reasons}
    if "ConditionalCheckFailed" not in codes and _BUSY & codes:
        raise TimeoutError("a table is too busy for a transaction")
    return reasons


def unmet(error: PynamoDBException) -> bool:
    """Whether a write was refused by its own condition."""
    return _code(error) == "ConditionalCheckFailedException"


def _code(error: PynamoDBException) -> str | None:
    """What DynamoDB refused the call with; None if there was no reply, of which PynamoDB cannot be
    asked.
    """
    return error.cause_response_code if isinstance(error.cause, ClientError) else None


def as_read(attribute: Attribute[Any], value: object, missing: object = None) -> Condition:
    """The condition that an attribute is as it was read; without the attribute an item was read as
    if it had `missing`, or else the attribute's default.
    """
    same: Condition = attribute == value
    if value == (attribute.default if missing is None else missing):
        same |= attribute.does_not_exist()
    return same


def send(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Make a call whose request is in DynamoDB's own form; ClientError if it fails."""
    return _connection().client._make_api_call(operation, dict(request))


def transact(request: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Send a transaction that is in DynamoDB's own form; None, or why it was cancelled, item by
    item. TimeoutError as of `write`.
    """
    try:
        send("TransactWriteItems", request)
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        reasons: list[dict[str, Any]] = error.response["CancellationReasons"]
        return decided(reasons)
    return None


@lru_cache(maxsize=1)
def client() -> Any:
    """The plain DynamoDB client, for bulk reads with a projection (twice as fast as models).

    Timetables and sheets are read with it too, after the time of a save is taken and before the
    save is written. It waits 9 s at most, which is less than the notice of a closing.
    """
    return _client(read_timeout=2)


@lru_cache(maxsize=1)
def patient_client() -> Any:
    """As `client`, for reading a whole table page by page, when nobody waits for the reply."""
    return _client(read_timeout=10)


def _client(read_timeout: int) -> Any:
    import boto3
    from botocore.config import Config

    patience = Config(connect_timeout=1, read_timeout=read_timeout, retries={"max_attempts": 2})
    return boto3.client("dynamodb", region_name=settings().region, config=patience)


def query(
    table: str,
    key: str,
    value: str,
    attributes: tuple[str, ...] = (),
    prefix: tuple[str, str] | None = None,
) -> Iterator[dict[str, Any]]:
    """Every row with `key` = `value`, read consistently, as plain values; with `prefix` (name of
    the sort key, text) those whose sort key begins with that text.
    """
    names = {"#k": key}
    values = {":v": {"S": value}}
    condition = "#k = :v"
    if prefix:
        names["#s"], values[":p"] = prefix[0], {"S": prefix[1]}
        condition += " AND begins_with(#s, :p)"
    request: dict[str, Any] = {
        "TableName": name(table),
        "KeyConditionExpression": condition,
        "ConsistentRead": True,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }
    if attributes:
        projection = {f"#a{number}": attribute for number, attribute in enumerate(attributes)}
        names.update(projection)
        request["ProjectionExpression"] = ", ".join(projection)
    for page in client().get_paginator("query").paginate(**request):
        for item in page["Items"]:
            yield {attribute: _plain(cell) for attribute, cell in item.items()}


def get_many(table: str, keys: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """The rows of these keys that exist, in no order, read consistently a hundred a call, as plain
    values.
    """
    wanted = list(map(_texts, keys))
    while wanted:
        part, wanted = wanted[:100], wanted[100:]
        reply = client().batch_get_item(
            RequestItems={name(table): {"Keys": part, "ConsistentRead": True}}
        )
        for item in reply["Responses"][name(table)]:
            yield {attribute: _plain(cell) for attribute, cell in item.items()}
        wanted += reply["UnprocessedKeys"].get(name(table), {}).get("Keys", [])


def _texts(key: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {attribute: {"S": value} for attribute, value in key.items()}


def _plain(cell: dict[str, Any]) -> Any:
    kind, value = next(iter(cell.items()))
    return int(value) if kind == "N" else value


def dump(value: object) -> str:
    """Compact JSON for an attribute."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
