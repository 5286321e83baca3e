"""Units by DynamoDB's rules, and growth as the table tells it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.bench import scaling
from tests.bench.metering import metered, reading, size_of_item
from tests.fake_aws import STACK, Aws

SET = {"UpdateExpression": "SET a = :a", "ExpressionAttributeValues": {":a": {"S": "1"}}}
KEY = {"sheet": {"S": "s"}, "item": {"S": "i"}}


def item(content: str) -> dict[str, Any]:
    return {**KEY, "content": {"S": content}}


def test_an_item_weighs_its_names_and_its_values() -> None:
    assert size_of_item({"đ": {"S": "ơ"}, "n": {"N": "12345"}, "b": {"BOOL": True}}) == 11
    assert size_of_item({"m": {"M": {"a": {"S": "xy"}}}, "l": {"L": [{"NULL": True}]}}) == 14


@pytest.mark.parametrize(
    ("operation", "given", "written", "read"),
    [
        ("put_item", {"Item": item("x" * 3000)}, 3, 0),
        ("get_item", {"Key": KEY, "ProjectionExpression": "sheet"}, 0, 2),
        ("update_item", {"Key": KEY, **SET}, 5, 0),
        (
            "query",
            {
                "KeyConditionExpression": "#k = :k",
                "FilterExpression": "#c = :c",
                "ProjectionExpression": "#c",
                "ExpressionAttributeNames": {"#k": "sheet", "#c": "content"},
                "ExpressionAttributeValues": {":k": {"S": "s"}, ":c": {"S": "none"}},
            },
            0,
            2,
        ),
    ],
)
def test_units_are_those_of_what_is_touched_not_of_what_comes_back(
    aws: Aws, operation: str, given: dict[str, Any], written: int, read: float
) -> None:
    client, table = aws.client("dynamodb"), f"{STACK}-sheets"
    client.put_item(TableName=table, Item=item("x" * 5000))
    with metered() as meter:
        found = reading(meter, lambda: getattr(client, operation)(TableName=table, **given))
    assert (found.written, found.read, sum(found.calls.values())) == (written, read, 1)


def test_a_transaction_counts_twice_and_a_batch_item_by_item(aws: Aws) -> None:
    client, table = aws.client("dynamodb"), f"{STACK}-sheets"
    put = {"TableName": table, "Item": item("x" * 1500)}
    batch = {table: [{"PutRequest": {"Item": {**item("x"), "item": {"S": one}}}} for one in "ab"]}
    with metered() as meter:
        both = reading(meter, lambda: client.transact_write_items(TransactItems=[{"Put": put}]))
        each = reading(meter, lambda: client.batch_write_item(RequestItems=batch))
    assert (both.written, each.written) == (4, 2)


def test_the_growth_of_a_flow_is_that_of_its_calls_and_units() -> None:
    small = {"calls": {"Query": 2, "GetItem": 1}, "read": 5, "written": 0, "cpu_ms": 10.0}
    large = {"calls": {"Query": 30}, "read": 500, "written": 0, "cpu_ms": 90.0}
    found = {1: {"look": small}, 10: {"look": large}}
    grown = [(round(growth, 2), flow, what) for growth, flow, what in scaling.growths(found)]
    assert grown == [(1.0, "look", "calls"), (2.0, "look", "read")]
    assert "| look | 3 | 30 | 5 | 500 | 0 | 0 | 10 | 90 |" in scaling.table(found)


def test_what_several_threads_ask_for_is_counted_whole(aws: Aws) -> None:
    client, table = aws.client("dynamodb"), f"{STACK}-sheets"

    def put(number: int) -> None:
        key = {**KEY, "item": {"S": str(number)}}
        client.update_item(TableName=table, Key=key, **SET)

    with metered() as meter, ThreadPoolExecutor(8) as pool:
        found = reading(meter, lambda: list(pool.map(put, range(60))))
    assert (found.written, found.calls) == (60, {"UpdateItem": 60})
