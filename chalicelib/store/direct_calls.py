"""The two DynamoDB calls that every respondent makes, with as little machinery as they can have.

The SDK spends three times the CPU of everything else in a submit on turning a dictionary into one
signed request and back (docs/decisions/017). Here it is signed by hand (AWS Signature Version 4)
and sent once over a connection that is kept. What is not answered within a second, or answered with
a fault, goes the SDK's way with all its patience; a transaction does so under the same request
token, and DynamoDB carries it out once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from chalicelib.settings import settings
from chalicelib.store import tables

Reasons = list[dict[str, Any]]
"""Why a transaction was cancelled, one entry an item in order: `Code`, and `Item` where it was
asked for.
"""

PATIENCE = 1  # seconds, to connect and to answer
CONTENT_TYPE = "application/x-amz-json-1.0"
_own = threading.local()


def find(table: str, key: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """An item by its key, read consistently, in DynamoDB's own form. `now` is the instant of the
    signature.
    """
    request = {"TableName": tables.name(table), "Key": key, "ConsistentRead": True}
    status, answer = _call("GetItem", request, now)
    item: dict[str, Any] | None = (
        answer if status == HTTPStatus.OK else tables.send("GetItem", request)
    ).get("Item")
    return item


def transact(items: Sequence[Mapping[str, Any]], token: str, now: datetime) -> Reasons | None:
    """Carry out a transaction; None, or why it was cancelled. Any other fault propagates.

    `token` (at most 36 characters, fresh for each transaction) makes a repetition harmless for ten
    minutes. Waits 8 s at most: nothing is sealed before a survey has been closed for 10 s.
    """
    request = {"TransactItems": items, "ClientRequestToken": token}
    status, answer = _call("TransactWriteItems", request, now)
    if status == HTTPStatus.OK:
        return None
    if str(answer.get("__type")).endswith("TransactionCanceledException"):
        reasons: Reasons = answer["CancellationReasons"]
        return reasons
    return tables.transact(request)


def _call(operation: str, request: Mapping[str, Any], now: datetime) -> tuple[int, dict[str, Any]]:
    """Status and answer; status 0 if there was none."""
    try:
        status, content = _post(operation, json.dumps(request).encode(), now)
        answer: dict[str, Any] = json.loads(content)
    except (OSError, ValueError):
        _hang_up()
        return 0, {}
    return status, answer


def _post(operation: str, content: bytes, now: datetime) -> tuple[int, bytes]:
    lines = [f"{name}: {value}\r\n" for name, value in headers(operation, content, now).items()]
    connection, answer = _connection()
    # In one piece: http.client would send head and body apart, and wake the other side twice.
    connection.sendall(
        f"POST / HTTP/1.1\r\n{''.join(lines)}content-length: {len(content)}\r\n\r\n".encode()
        + content
    )
    return _read(answer)


def _read(answer: BinaryIO) -> tuple[int, bytes]:
    """Status and body of an HTTP/1.1 answer that says how long it is; ValueError for any other."""
    _, status, *_ = answer.readline().split()
    length = None
    while line := answer.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    if length is None:
        raise ValueError("an answer of unknown length")
    return int(status), answer.read(length)


def _connection() -> tuple[socket.socket, BinaryIO]:
    """This thread's connection, which is kept, and what is read from it."""
    if not hasattr(_own, "connection"):
        address = urlsplit(_url())
        secure = address.scheme == "https"
        plain = socket.create_connection(
            (address.hostname or "", address.port or (443 if secure else 80)), PATIENCE
        )
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made = _trust().wrap_socket(plain, server_hostname=address.hostname) if secure else plain
        _own.connection = made, made.makefile("rb")
    connection: tuple[socket.socket, BinaryIO] = _own.connection
    return connection


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The system's trust roots, read once: that takes some milliseconds."""
    return ssl.create_default_context()


def _hang_up() -> None:
    if hasattr(_own, "connection"):
        for each in reversed(_own.connection):
            each.close()
        del _own.connection


def headers(operation: str, content: bytes, now: datetime) -> dict[str, str]:
    """The headers of a request with this content, signed with the credentials of the process (AWS
    Signature Version 4,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
    """
    access = _credentials().get_frozen_credentials()
    instant = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    signed = {"content-type": CONTENT_TYPE, "host": urlsplit(_url()).netloc, "x-amz-date": instant}
    if access.token:
        signed["x-amz-security-token"] = access.token
    signed["x-amz-target"] = f"DynamoDB_20120810.{operation}"
    names, lines = ";".join(signed), "\n".join(f"{name}:{value}" for name, value in signed.items())
    canonical = f"POST\n/\n\n{lines}\n\n{names}\n{hashlib.sha256(content).hexdigest()}"
    scope = f"{instant[:8]}/{settings().region}/dynamodb/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{instant}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.digest(_key(access.secret_key, scope), text.encode(), "sha256").hex()
    credential = f"Credential={access.access_key}/{scope}"
    return {
        **signed,
        "Authorization": (
            f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
        ),
    }


@lru_cache(maxsize=2)
def _key(secret: str, scope: str) -> bytes:
    """The key of a day's signatures."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _url() -> str:
    return settings().endpoint_url or f"https://dynamodb.{settings().region}.amazonaws.com"


@lru_cache(maxsize=1)
def _credentials() -> Any:
    import boto3

    return boto3.Session().get_credentials()
