"""Counting what a program asks of AWS: a relay between it and the local stack notes every call and
what it consumed.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from infra.local import emulator

_DYNAMODB = "DynamoDB_20120810."


@dataclass(frozen=True, slots=True)
class Call:
    """One call: operation, and the write and read units that DynamoDB says it took."""

    operation: str
    written: float
    read: float


@dataclass
class Relay:
    """Where the program finds its AWS, and what it asked so far."""

    url: str
    calls: list[Call] = field(default_factory=list)


@contextmanager
def relay(endpoint: str) -> Iterator[Relay]:
    """Pass every request on to the stack at `endpoint`, asking DynamoDB what it consumed."""
    found = Relay("")
    there = urlsplit(endpoint)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            target = self.headers["X-Amz-Target"]
            if target.startswith(_DYNAMODB):
                body = json.dumps({**json.loads(body), "ReturnConsumedCapacity": "TOTAL"}).encode()
            onward = http.client.HTTPConnection(there.hostname or "", there.port)
            onward.request(
                "POST", "/", body, _signed(endpoint, target, self.headers["Content-Type"], body)
            )
            answer = onward.getresponse()
            content = answer.read()
            onward.close()
            found.calls.append(_call(target, content))
            self.send_response(answer.status)
            self.send_header("Content-Type", self.headers["Content-Type"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((emulator.HOST, 0), Handler)
    found.url = f"http://{emulator.HOST}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _signed(endpoint: str, target: str, kind: str, body: bytes) -> dict[str, str]:
    headers = {"X-Amz-Target": target, "Content-Type": kind}
    request = AWSRequest("POST", f"{endpoint}/", headers=headers, data=body)
    service = "dynamodb" if target.startswith(_DYNAMODB) else target.partition(".")[0]
    SigV4Auth(Credentials(emulator.KEY, emulator.KEY), service, emulator.REGION).add_auth(request)
    return dict(request.headers.items())


def _call(target: str, content: bytes) -> Call:
    consumed: Any = json.loads(content).get("ConsumedCapacity", [])
    parts = consumed if isinstance(consumed, list) else [consumed]
    written = sum(part.get("WriteCapacityUnits", 0) for part in parts)
    return Call(
        target.rpartition(".")[2], written, sum(part["CapacityUnits"] for part in parts) - written
    )
