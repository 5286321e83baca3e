from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from chalicelib.pages import assets
from infra.release import filling


@contextmanager
def front(last_good: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Something that answers so many requests well and refuses the next; what it was asked."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Accept-Encoding"]))
            self.send_response(200 if len(asked) <= last_good else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_every_static_file_is_asked_for_once_as_a_browser_asks() -> None:
    told: list[str] = []
    with front(1000) as (address, asked):
        filling.fill(address, told.append)
    assert asked == [(assets.address(name), "br, gzip") for name in sorted(assets.names())]
    assert told == [f"CloudFront has all {len(asked)} static files."]


def test_what_does_not_come_is_told_and_ends_it() -> None:
    told: list[str] = []
    with front(2) as (address, asked):
        filling.fill(address, told.append)
    filling.fill(address, told.append)  # nobody listens there any more
    third = sorted(assets.names())[2]
    assert len(asked) == 3
    assert told[0] == f"CloudFront was not filled: 503 for {third}."
    assert told[1] == f"CloudFront was not filled: NewConnectionError at {address}."
