"""What CloudFront is to a browser, on loopback: HTTP/2 over TLS, files kept. `python edge.py
SETTINGS` (JSON: bind, endpoint, host, certificate, key), in the environment of the emulator, which
has a server that speaks HTTP/2.

What the local stack answers to a GET, or to a renewal of the sign-in, is kept as well, and told
again after API_SECONDS: so the page is measured and not how busy this machine is.
`/bare?page=N&rest=M` is a page of N bytes whose only script has M: the least that a browser could
have to do for so many bytes.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import sys
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hypercorn.asyncio import serve
from hypercorn.config import Config

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Reply = tuple[int, list[tuple[bytes, bytes]], bytes]
API_SECONDS = 0.05  # about what a warm function takes
_KEPT = ("GET", "/api/session/refresh")
_HOP = (b"connection", b"transfer-encoding", b"content-length", b"host", b"keep-alive")
_INPUT = 'document.body.innerHTML = "<input id=first>";'
_PAGE = '<!doctype html><title>bare</title><body><script src="/bare.js?rest={}"></script><!--{}-->'


class Edge:
    """An ASGI application in front of `endpoint`, which knows itself as `host`."""

    def __init__(self, endpoint: str, host: str) -> None:
        self.address = urlsplit(endpoint).netloc
        self.host = host.encode()
        self.kept: dict[tuple[str, bytes], Reply] = {}

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        body = b""
        while True:
            event = await receive()
            body += event.get("body", b"")
            if not event.get("more_body"):
                break
        status, headers, content = await self.reply(scope, body)
        length = (b"content-length", str(len(content)).encode())
        start = {"type": "http.response.start", "status": status}
        await send({**start, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": content})

    async def reply(self, scope: Any, body: bytes) -> Reply:
        """A bare page, a file that is kept, or what the stack answers."""
        path, query = scope["path"], scope["query_string"].decode()
        if path.startswith("/bare"):
            return bare(path, parse_qs(query))
        target = f"{path}?{query}" if query else path
        asked = dict(scope["headers"])
        key = (target, asked.get(b"accept-encoding", b""))
        if key in self.kept:
            await asyncio.sleep(API_SECONDS if path.startswith("/api/") else 0)
            return self.kept[key]
        headers = {name: value for name, value in asked.items() if name not in _HOP}
        given = {name.decode(): value.decode() for name, value in headers.items()}
        given["Host"] = self.host.decode()
        reply = await asyncio.to_thread(self.fetch, scope["method"], target, body, given)
        if reply[0] == HTTPStatus.OK and (scope["method"] in _KEPT or path in _KEPT):
            self.kept[key] = reply
        return reply

    def fetch(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Reply:
        """What the stack answers."""
        connection = http.client.HTTPConnection(self.address)
        connection.request(method, target, body, headers)
        found = connection.getresponse()
        content = found.read()
        connection.close()
        told = [(name.lower().encode(), value.encode()) for name, value in found.getheaders()]
        return found.status, [each for each in told if each[0] not in _HOP], content


def bare(path: str, asked: dict[str, list[str]]) -> Reply:
    """The bare page, or its script: the rest of the bytes is a comment."""
    rest = int(asked["rest"][0])
    if path == "/bare.js":
        text, kind = f"{_INPUT}/*", b"text/javascript"
        text = f"{text}{' ' * (rest - len(text) - 2)}*/"
    else:
        text, kind = _PAGE.format(rest, "{}"), b"text/html"
        text = text.format(" " * max(0, int(asked["page"][0]) - len(text) + 2))
    return 200, [(b"content-type", kind), (b"cache-control", b"no-store")], text.encode()


def main(settings: dict[str, str]) -> None:
    """Serve until the process ends."""
    config = Config()
    config.bind = [settings["bind"]]
    config.certfile, config.keyfile = settings["certificate"], settings["key"]
    asyncio.run(serve(Edge(settings["endpoint"], settings["host"]), config))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
