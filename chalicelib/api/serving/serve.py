"""How a request reaches a view: sign-in, audience, body, refusals, headers, and one log line."""

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
from chalicelib.actions import retrying
from chalicelib.api.serving import encodings, problems
from chalicelib.api.serving.audiences import ADMITTED, SIGNED_IN
from chalicelib.api.serving.requests import READS, Reply, Request, Route
from chalicelib.api.serving.senders import address_of
from chalicelib.domain.errors import (
    MANY,
    Invalid,
    Malformed,
    NotFound,
    Refusal,
    TooLarge,
    Unavailable,
    Unexpected,
    WrongMediaType,
)
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading.json_texts import read_json
from chalicelib.settings import settings

Headers = dict[str, str | list[str]]

# Lambda's limit is 6 MB, both ways, also for what is base64 on the way.
MAX_REPLY = 5_500_000
# What a body may have, in bytes and in commas, which tell how many values it has at most: no real
# one comes near this. Who has not signed in sends short ones only.
MAX_BODY, _MAX_COMMAS = 4 * 1024 * 1024, 200_000
MAX_PUBLIC_BODY, _MAX_PUBLIC_COMMAS = 1_500_000, 20_000
# Names in a path become keys of at most 1 KB; no real name comes near this.
MAX_NAME = 200
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000",
}


def model(name: str) -> Any:
    """The pydantic model that a route names as `module.Model`."""
    module, _, class_name = name.rpartition(".")
    return getattr(import_module(f"chalicelib.api.{module}"), class_name)


class Binary(Response):
    """Bytes for every client. Chalice refuses bytes to a client without an Accept header, and many
    programs send none.
    """

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:  # noqa: ARG002  bytes are always binary
        """The response in API Gateway's form."""
        return super().to_dict(["*/*"])


def serve(route: Route, path: dict[str, str], incoming: Any) -> Response:
    """The response to a request; no exception leaves this. `incoming` is Chalice's request."""
    started = time.perf_counter()
    code, sub = "ok", ""
    try:
        request = _request(route, path, incoming)
        sub = request.account.sub if request.account else ""
        response = _response(route.view(request), route.status)
        if route.method in READS:
            response = _smaller(response, request.headers.get("accept-encoding", ""))
    except Refusal as refusal:
        code, response = refusal.code, refused(refusal, _most_problems(route, refusal))
    except Exception as error:  # noqa: BLE001  an exception that escapes would end the worker and show its text
        told = failure(error)
        code, response = told.code, refused(told)
        traceback.print_exc()
    log(f"{route.method} {route.path}", response.status_code, code, sub, started)
    return response


def _request(route: Route, path: dict[str, str], incoming: Any) -> Request[Any]:
    headers = {name.lower(): value for name, value in (incoming.headers or {}).items()}
    query = {name: incoming.query_params[name] for name in incoming.query_params or {}}
    decoded, now = {name: unquote(value) for name, value in path.items()}, clock.now()
    account = _account(route, decoded, headers, now) if route.audience in SIGNED_IN else None
    body = _body(route, headers, incoming.raw_body or b"") if route.body else None
    if any(len(value) > MAX_NAME for value in decoded.values()):
        raise NotFound
    seen = ((incoming.context or {}).get("identity") or {}).get("sourceIp") or ""
    source = address_of(headers, seen, settings().origin_secret)
    return Request(decoded, query, headers, body, account, now, source)


def _account(route: Route, path: dict[str, str], headers: dict[str, str], now: datetime) -> Account:
    """The signed-in account in the post that lets it in; Forbidden if none does (see
    `Account.acting`).
    """
    from chalicelib.api.serving import authentication

    account = authentication.account_of(headers.get("authorization", ""))
    if route.audience == "account":
        return account
    writes = route.method not in READS
    # The unit in the path of a council's or ops' route is whom it is about.
    unit = path.get("unit", "") if route.audience == "unit" else ""
    return account.acting(ADMITTED[route.audience], path.get("round", ""), unit, writes, now)


def _body(route: Route, headers: dict[str, str], raw: bytes) -> Any:
    signed_in = route.audience in SIGNED_IN
    if len(raw) > (MAX_BODY if signed_in else MAX_PUBLIC_BODY):
        raise TooLarge
    if raw.count(b",") > (_MAX_COMMAS if signed_in else _MAX_PUBLIC_COMMAS):
        raise TooLarge("Nội dung có quá nhiều mục.", "The body has too many members.")
    if raw and not _is_json(headers.get("content-type", "application/json")):
        raise WrongMediaType
    try:
        document = read_json(raw or b"{}", whole=int)
        if b"\\u" in raw:  # an escaped half of a character is JSON, but not text
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
        found = error.errors(include_url=False, include_input=False)
        raise Invalid(errors=map(problem_of, found)) from error


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() == "application/json"


def _most_problems(route: Route, refusal: Refusal) -> int:
    """A clash is told of every criterion: it has what somebody else saved."""
    few = route.body is not None and isinstance(refusal, Invalid)
    return model(route.body or "").most_problems if few else MANY


def _response(value: Any, status: int) -> Response:
    reply = value if isinstance(value, Reply) else Reply(value, status)
    headers: Headers = {**SECURITY_HEADERS, "Cache-Control": "no-store", **reply.headers}
    if isinstance(reply.body, bytes):
        _require_room(len(reply.body) * 4 // 3)
        return Binary(reply.body, headers, reply.status)
    if isinstance(reply.body, str) or reply.body is None:
        return Response(reply.body or "", headers, reply.status)
    headers.setdefault("Content-Type", "application/json")
    content = json.dumps(reply.body, ensure_ascii=False, default=_plain)
    _require_room(len(content.encode()))
    return Response(content, headers, reply.status)


def _smaller(response: Response, accepted: str) -> Response:
    """A text that was made for this reply, as gzip for whoever takes that. Bytes are compressed
    already, and what has an ETag is the same bytes for everybody.
    """
    if isinstance(response.body, bytes) or "ETag" in response.headers:
        return response
    content = str(response.body).encode()
    if not encodings.is_worth_it(content):
        return response
    response.headers.update(encodings.VARY)
    if not encodings.first_accepted(accepted, ("gzip",)):
        return response
    headers: Headers = {**response.headers, "Content-Encoding": "gzip"}
    return Binary(encodings.gzipped(content), headers, response.status_code)


def _require_room(size: int) -> None:
    if size > MAX_REPLY:
        raise TooLarge(
            "Kết quả quá lớn để gửi một lần; hãy hỏi từng phần.",
            "The answer is too large to be sent at once; ask for a part of it.",
        )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return to_text(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def failure(error: Exception) -> Refusal:
    """What is told of an error that is no refusal."""
    if not retrying.passes(error):
        return Unexpected()
    return Unavailable(
        "Hệ thống đang bận hoặc bị gián đoạn; hãy thử lại sau ít giây, làm lại không bị ghi trùng.",
        "The system is busy or was interrupted; try again in a few seconds, nothing counts twice.",
    )


def refused(refusal: Refusal, most: int = MANY) -> Response:
    """The response that tells a refusal, and at most `most` of its problems."""
    status = problems.status_of(type(refusal))
    headers: Headers = {
        **SECURITY_HEADERS,
        "Cache-Control": "no-store",
        "Content-Type": problems.CONTENT_TYPE,
    }
    if status in problems.RETRY_AFTER:
        headers["Retry-After"] = str(problems.RETRY_AFTER[status])
    return Response(problems.body_of(refusal, most), headers, status)


def log(asked: str, status: int, code: str, sub: str, started: float) -> None:
    """One JSON line for each request, without body, query, address, link or answer; `asked` is the
    method and the route.
    """
    line = {
        "route": asked,
        "status": status,
        "code": code,
        "sub": sub,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    sys.stderr.write(json.dumps(line) + "\n")
