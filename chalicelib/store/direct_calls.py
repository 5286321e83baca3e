"""The two DynamoDB calls that every respondent makes, and the reading of a whole table, without the
layers of the SDK.

To make one signed request of a dictionary, and to read the reply, the SDK needs three times the CPU
of everything else in a submission (docs/decisions/016). Here botocore's signer signs the request,
and the standard library sends it once over a kept connection. If a second passes in silence, or at
an error, the SDK makes the call with all its retries; for a transaction under the same request
token, so that DynamoDB carries it out once. Of a page of a scan the SDK spends nine tenths on
looking at every attribute.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import get_ident
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import get_session
from urllib3.util.wait import wait_for_read

from chalicelib.settings import settings
from chalicelib.store import tables

Reasons = list[dict[str, Any]]
"""Why a transaction was cancelled, one entry for each item in order: `Code`, and `Item` if it was
asked for.
"""

PATIENCE = 1  # seconds of silence, while it connects or waits for the reply
SCANNING = 10  # the same for a page of a scan, which is a megabyte


def find(table: str, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """An item by its key, read consistently, in DynamoDB's own form; None if there is none."""
    request = {"TableName": tables.name(table), "Key": key, "ConsistentRead": True}
    status, reply = _call("GetItem", request)
    item: dict[str, Any] | None = (
        reply if status == HTTPStatus.OK else tables.send("GetItem", request)
    ).get("Item")
    return item


def transact(items: Sequence[Mapping[str, Any]], token: str) -> Reasons | None:
    """Carry out a transaction; None, or why it was cancelled. Any other error propagates.

    `token` (at most 36 characters, new for each transaction) makes a repetition harmless for ten
    minutes. It waits 8 s at most, since a survey is sealed 10 s after its close.
    """
    request = {"TransactItems": items, "ClientRequestToken": token}
    status, reply = _call("TransactWriteItems", request)
    if status == HTTPStatus.OK:
        return None
    if str(reply.get("__type")).endswith("TransactionCanceledException"):
        reasons: Reasons = reply["CancellationReasons"]
        return tables.decided(reasons)
    return tables.transact(request)


def scan(request: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The items of a table, page by page, in DynamoDB's own form."""
    more: Mapping[str, Any] | None = {}
    while more is not None:
        page = {**request, **more}
        status, reply = _call("Scan", page)
        if status != HTTPStatus.OK:
            reply = tables.patient_client().scan(**page)
        yield reply["Items"]
        last = reply.get("LastEvaluatedKey")
        more = {"ExclusiveStartKey": last} if last else None


def _call(operation: str, request: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    """Status and content of the reply; 0 and {} if there was none."""
    try:
        status, content = _post(operation, json.dumps(request).encode())
        reply: dict[str, Any] = json.loads(content)
    except (OSError, HTTPException, ValueError):
        return 0, {}
    return status, reply


def _post(operation: str, content: bytes) -> tuple[int, bytes]:
    url = _url()
    headers = {
        "Host": urlsplit(url).netloc,  # otherwise the signer parses the address, twice
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"DynamoDB_20120810.{operation}",
    }
    request = AWSRequest("POST", f"{url}/", headers, content)
    credentials = _credentials().get_frozen_credentials()
    SigV4Auth(credentials, "dynamodb", settings().region).add_auth(request)
    connection = _connection(url, get_ident(), SCANNING if operation == "Scan" else PATIENCE)
    return _exchange(connection, content, dict(request.headers.items()))


def _exchange(
    connection: HTTPConnection, content: bytes, headers: Mapping[str, str]
) -> tuple[int, bytes]:
    """Status and content of the reply. A connection that has something to say unasked was closed by
    the other side.
    """
    if connection.sock and wait_for_read(connection.sock, 0):
        connection.close()
    try:
        connection.request("POST", "/", content, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except BaseException:
        connection.close()  # what is half said would be taken for the next reply
        raise


def _url() -> str:
    return settings().endpoint_url or f"https://dynamodb.{settings().region}.amazonaws.com"


@lru_cache(maxsize=32)
def _connection(url: str, thread: int, patience: int) -> HTTPConnection:  # noqa: ARG001  each thread has its own
    """The kept connection; it connects with the first request, and again after it was closed."""
    address = urlsplit(url)
    if address.scheme == "https":
        return HTTPSConnection(address.netloc, timeout=patience, context=_trust())
    return HTTPConnection(address.netloc, timeout=patience)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The trusted certificates, read once: it takes some milliseconds."""
    return ssl.create_default_context()


@lru_cache(maxsize=1)
def _credentials() -> Any:
    return get_session().get_credentials()
