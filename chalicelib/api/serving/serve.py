"""How a request reaches a view: sign-in, body, refusals, headers and the one log line, the same for
every route.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import unquote

from chalice.app import Response

from chalicelib import clock
from chalicelib.api.serving import problems
from chalicelib.api.serving.requests import SIGNED_IN, Reply, Request, Route
from chalicelib.domain.errors import (
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    Refusal,
    TooLarge,
    Unexpected,
)
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading.json_texts import read_json

Headers = dict[str, str | list[str]]

# API Gateway's own limit is 10 MB and Lambda's 6 MB; nothing a person sends as JSON comes near
# this.
MAX_BODY = 4 * 1024 * 1024
# Names in an address become keys, which may have 1 KB; no name here comes near it.
MAX_NAME = 200
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000",
}


def model(name: str) -> Any:
    """The pydantic model that a route names as `module.Model`."""
    module, _, own = name.rpartition(".")
    return getattr(import_module(f"chalicelib.api.{module}"), own)


class Binary(Response):
    """Bytes for whoever asks: Chalice itself would refuse a client that sends no Accept header, as
    many programs do.
    """

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:  # noqa: ARG002  bytes are always binary
        """As API Gateway takes it."""
        return super().to_dict(["*/*"])


def serve(route: Route, path: dict[str, str], incoming: Any) -> Response:
    """The answer to a request, whatever becomes of it; `incoming` is Chalice's own."""
    started = time.perf_counter()
    code, sub = "ok", ""
    try:
        request = _request(route, path, incoming)
        sub = request.account.sub if request.account else ""
        response = _response(route.view(request), route.status)
    except Refusal as refusal:
        code, response = refusal.code, _refused(refusal)
    except Exception:  # noqa: BLE001  the edge: an escaped exception would end the worker and show its text
        code, response = "unexpected", _refused(Unexpected())
        traceback.print_exc()
    _log(route, response.status_code, code, sub, started)
    return response


def _request(route: Route, path: dict[str, str], incoming: Any) -> Request[Any]:
    headers = {name.lower(): value for name, value in (incoming.headers or {}).items()}
    query = {name: incoming.query_params[name] for name in incoming.query_params or {}}
    account = None
    if route.audience in SIGNED_IN:
        from chalicelib.api.serving import authentication

        account = authentication.account_of(headers.get("authorization", ""))
        _admit(route.audience, account)
    body = _body(route, incoming) if route.body else None
    decoded = {name: unquote(value) for name, value in path.items()}
    if any(len(value) > MAX_NAME for value in decoded.values()):
        raise NotFound
    source = ((incoming.context or {}).get("identity") or {}).get("sourceIp") or ""
    return Request(decoded, query, headers, body, account, clock.now(), source)


def _admit(audience: str, account: Account) -> None:
    wanted = {"unit": ("editor", "leader"), "account": (account.role,)}.get(audience, (audience,))
    if account.role not in wanted:
        raise Forbidden


def _body(route: Route, incoming: Any) -> Any:
    raw: bytes = incoming.raw_body or b""
    if len(raw) > MAX_BODY:
        raise TooLarge
    try:
        document = read_json(raw or b"{}", whole=int)
        if b"\\u" in raw:  # an escape may stand for half a character, which is JSON but no text
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Malformed(
            f"Nội dung không phải JSON đúng dạng ({error}).",
            f"The body is not valid JSON ({error}).",
        ) from error
    from pydantic import ValidationError

    from chalicelib.api.serving.body_problems import problem_of

    try:
        return model(route.body or "").model_validate(document)
    except ValidationError as error:
        raise Invalid(errors=[problem_of(each) for each in error.errors()]) from error


def _response(value: Any, status: int) -> Response:
    reply = value if isinstance(value, Reply) else Reply(value, status)
    headers: Headers = {**SECURITY_HEADERS, "Cache-Control": "no-store", **reply.headers}
    if isinstance(reply.body, bytes):
        return Binary(reply.body, headers, reply.status)
    if isinstance(reply.body, str) or reply.body is None:
        return Response(reply.body if reply.body is not None else "", headers, reply.status)
    headers.setdefault("Content-Type", "application/json")
    return Response(
        json.dumps(reply.body, ensure_ascii=False, default=_plain), headers, reply.status
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return to_text(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _refused(refusal: Refusal) -> Response:
    headers: Headers = {
        **SECURITY_HEADERS,
        "Cache-Control": "no-store",
        "Content-Type": problems.CONTENT_TYPE,
    }
    return Response(problems.body_of(refusal), headers, problems.status_of(refusal))


def _log(route: Route, status: int, code: str, sub: str, started: float) -> None:
    """One structured line a request: no body, no query, no address, no link, no answer."""
    line = {
        "route": f"{route.method} {route.path}",
        "status": status,
        "code": code,
        "sub": sub,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    sys.stderr.write(json.dumps(line) + "\n")
