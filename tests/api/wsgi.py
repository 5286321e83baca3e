"""The application in process as WSGI, for tools that know no other way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from tests.site import Site

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def wsgi_of(site: Site) -> Wsgi:
    """A WSGI application that sends each request to `site`."""

    def respond(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").title(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")
        }
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = site.send(environ["REQUEST_METHOD"], environ["REQUEST_URI"], headers, body)
        status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
        start(status, [(name, value) for name, value in answer.headers.items()])
        return [answer.body]

    return respond
