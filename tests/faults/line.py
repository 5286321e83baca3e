"""The line to AWS: every call of the application passes here, by the SDK or past it, and may be
failed.

It stands where moto takes requests: behind the SDK's own retries (event `before-send`), so that
these are tried too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
import requests
from botocore.exceptions import ReadTimeoutError
from jwt import PyJWKClient, PyJWKClientConnectionError
from moto.core.botocore_stubber import BotocoreStubber

from chalicelib.store import direct_calls
from tests.fake_aws import REGION

Reply = tuple[int, dict[str, str], Any]
_READS = ("Query", "Scan", "GET", "keys")
_SIGNED = f"AWS4-HMAC-SHA256 Credential=test/20261120/{REGION}/dynamodb/aws4_request"


class Killed(BaseException):
    """The process is gone: nothing that it holds is put in order."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the application, however often the SDK makes it: service and operation."""

    service: str
    operation: str

    @property
    def reads(self) -> bool:
        """Whether it changes nothing: then it can only fail or be lost."""
        return self.operation.startswith(_READS) or "Get" in self.operation

    def __str__(self) -> str:
        return f"{self.service} {self.operation}"


# What becomes of an attempt: given the number of the attempt (from 1), the call, the request and
# what carries it out.
Fault = Callable[[int, Call, Any, Callable[[], Reply]], Reply]


@dataclass
class Line:
    """`calls` are those made since `listen`; the one at `at` (from 0) meets the `fault`. `letters`
    are those of bulk mail, each with its address and values.
    """

    calls: list[Call] = field(default_factory=list)
    fault: Fault | None = None
    at: int = -1
    letters: list[tuple[str, str]] = field(default_factory=list)
    _known: dict[str, tuple[int, int]] = field(default_factory=dict)
    _tokens: dict[str, Reply] = field(default_factory=dict)

    def listen(self, fault: Fault | None = None, at: int = -1) -> None:
        """Begin to count; the call at that place meets the fault."""
        self.calls, self.fault, self.at = [], fault, at
        self._known.clear()

    def carry(self, request: Any, do: Callable[[], Reply]) -> Reply:
        """Carry a request out, or fail it."""
        call = _call(request)
        number, attempt = self._number(request, call)
        if self.fault is None or number != self.at:
            return self._done(call, request, do)
        return self.fault(attempt, call, request, lambda: self._done(call, request, do))

    def _number(self, request: Any, call: Call) -> tuple[int, int]:
        """Which call it is, and which attempt at it."""
        id_ = _text(request.headers.get("amz-sdk-invocation-id", f"alone {len(self.calls)}"))
        if id_ not in self._known:
            self._known[id_] = len(self.calls), 0
            self.calls.append(call)
        number, attempts = self._known[id_]
        self._known[id_] = number, attempts + 1
        return number, attempts + 1

    def _done(self, call: Call, request: Any, do: Callable[[], Reply]) -> Reply:
        """What AWS answers; here is what moto lacks of it."""
        if call.operation == "SendBulkEmail":
            return self._mailed(json.loads(_body(request)))
        if call.operation == "GetAccount":
            return 200, {}, json.dumps({"SendQuota": _QUOTA})
        token = ""
        if call.operation == "TransactWriteItems":
            token = json.loads(_body(request)).get("ClientRequestToken", "")
        if token in self._tokens:
            return self._tokens[token]  # within ten minutes it is carried out once
        status, headers, body = do()
        if call.service == "cognito-idp" and b"ResourceNotFoundException" in _bytes(body):
            body = _bytes(body).replace(b"ResourceNotFoundException", b"NotAuthorizedException")
        if token and status == 200:
            self._tokens[token] = status, headers, body
        return status, headers, body

    def _mailed(self, asked: Any) -> Reply:
        for entry in asked["BulkEmailEntries"]:
            template = entry["ReplacementEmailContent"]["ReplacementTemplate"]
            for address in entry["Destination"]["ToAddresses"]:
                self.letters.append((address, template["ReplacementTemplateData"]))
        results = [{"Status": "SUCCESS", "MessageId": "m"} for _ in asked["BulkEmailEntries"]]
        return 200, {}, json.dumps({"BulkEmailEntryResults": results})


@contextmanager
def held(patch: pytest.MonkeyPatch) -> Iterator[Line]:
    """The line of a world in process (`fake_aws.world`)."""
    line = Line()
    process: Any = BotocoreStubber.process_request

    def carry(self: Any, request: Any) -> Any:
        return line.carry(request, lambda: process(self, request))

    patch.setattr(BotocoreStubber, "process_request", carry)
    patch.setattr(direct_calls, "_post", _post)
    patch.setattr(PyJWKClient, "fetch_data", _keys)
    yield line


def _post(operation: str, content: bytes) -> tuple[int, bytes]:
    """A call past the SDK, which meets no retries on its way."""
    headers = {"X-Amz-Target": f"DynamoDB_20120810.{operation}", "Authorization": _SIGNED}
    url = f"https://dynamodb.{REGION}.amazonaws.com/"
    reply = requests.post(url, content, headers=headers, timeout=1)
    return reply.status_code, reply.content


def _keys(self: PyJWKClient) -> Any:
    """The keys of the identity provider, fetched by a library of their own."""
    try:
        reply = requests.get(self.uri, timeout=1)
        reply.raise_for_status()
        keys = reply.json()
    except requests.RequestException as error:
        raise PyJWKClientConnectionError("no keys") from URLError(str(error))
    if self.jwk_set_cache is not None:
        self.jwk_set_cache.put(keys)
    return keys


def lost(request: Any) -> ReadTimeoutError:
    """The reply did not come in time."""
    return ReadTimeoutError(endpoint_url=request.url)


def _call(request: Any) -> Call:
    target = _text(request.headers.get("X-Amz-Target", ""))
    host = urlsplit(request.url).netloc.split(".")
    path = urlsplit(request.url).path
    if target:
        return Call(_SERVICES.get(host[0], host[0]), target.rpartition(".")[2])
    if path.endswith("jwks.json"):
        return Call("cognito-idp", "keys")
    if host[0] == "email":
        return Call("ses", _MAIL[path.rpartition("/")[2]])
    return Call("s3", f"{request.method} object")


_SERVICES = {"sqs": "sqs", "queue": "sqs"}
_MAIL = {
    "outbound-bulk-emails": "SendBulkEmail",
    "outbound-emails": "SendEmail",
    "account": "GetAccount",
}
_QUOTA = {"Max24HourSend": 50_000, "MaxSendRate": 14, "SentLast24Hours": 0}


def _body(request: Any) -> bytes:
    body = request.body
    return _bytes(body.read() if hasattr(body, "read") else body or b"")


def _bytes(text: Any) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text or b"")


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
