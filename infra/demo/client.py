"""The platform's HTTP API as a person's browser would use it: JSON, problems, a sign-in that is
renewed.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import urllib3

from infra.local.patience import PATIENCE

_TRIES = 6
_PAUSE = 0.1  # seconds, doubled at every try
_PASSING = (HTTPStatus.TOO_MANY_REQUESTS, 500, 502, 503, 504)


class Refused(Exception):
    """The server refused; the text is its whole problem document."""

    def __init__(self, method: str, path: str, status: int, body: bytes, tries: int) -> None:
        self.status = status
        self.problem = _problem(body)
        self.code = str(self.problem.get("code", ""))
        self.again = tries > 1  # an earlier try was lost on the way, so it may have been accepted
        document = json.dumps(self.problem, ensure_ascii=False, indent=1)
        super().__init__(f"{method} {path} -> {status} after {tries} tries\n{document}")


def _problem(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    return (
        document if isinstance(document, dict) else {"body": body[:2000].decode(errors="replace")}
    )


@dataclass(slots=True)
class Site:
    """Where the application answers: an address on loopback and the host name it is known by."""

    url: str
    host: str
    pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(maxsize=16, retries=False)
    )
    left: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> None:
        """From now on nobody sends anything: whoever is in the middle of something stops at the
        next step.
        """
        self.left.set()

    def send(
        self, method: str, path: str, body: object = None, token: str = ""
    ) -> urllib3.BaseHTTPResponse:
        """The answer if its status is below 400; Refused otherwise. Passing faults are tried again,
        not for ever.
        """
        headers = {"Host": self.host, "Accept": "*/*", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        for tried in range(1, _TRIES + 1):
            if self.left.is_set():
                raise ConnectionError(f"{method} {path}: not sent any more")
            try:
                answer = self.pool.request(
                    method, self.url + path, body=content, headers=headers, timeout=PATIENCE
                )
            except urllib3.exceptions.HTTPError as error:
                if tried == _TRIES:
                    raise ConnectionError(f"{method} {path}: {error}") from error
            else:
                if answer.status < HTTPStatus.BAD_REQUEST:
                    return answer
                if answer.status not in _PASSING or tried == _TRIES:
                    raise Refused(method, path, answer.status, answer.data, tried)
            self.left.wait(_PAUSE * 2**tried)
        raise AssertionError("the last try returns or raises")

    def json(self, method: str, path: str, body: object = None, token: str = "") -> Any:
        """As `send`, read as JSON."""
        return json.loads(self.send(method, path, body, token).data)


@dataclass(slots=True)
class Visitor:
    """Somebody signed in, who calls paths below one audience's prefix."""

    site: Site
    email: str
    password: str
    prefix: str
    token: str = ""
    expires: float = 0.0
    signing_in: threading.Lock = field(default_factory=threading.Lock)

    def get(self, path: str) -> Any:
        """GET below the prefix."""
        return self.call("GET", path)

    def post(self, path: str, body: object) -> Any:
        """POST below the prefix."""
        return self.call("POST", path, body)

    def put(self, path: str, body: object) -> Any:
        """PUT below the prefix."""
        return self.call("PUT", path, body)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Call with a token that is good for another minute at least."""
        with self.signing_in:  # one person in several threads changes a first password once
            if time.monotonic() > self.expires - 60:
                self.sign_in()
        return self.site.json(method, self.prefix + path, body, self.token)

    def sign_in(self) -> None:
        """Sign in; a first password is changed for one made from it."""
        try:
            session = self.site.json(
                "POST", "/api/session", {"email": self.email, "password": self.password}
            )
        except Refused as refused:
            if refused.code != "password_change_required":
                raise
            chosen = changed(self.password)
            change = {
                "email": self.email,
                "challenge": refused.problem["challenge"],
                "new_password": chosen,
            }
            session = self.site.json("POST", "/api/session/password", change)
            self.password = chosen
        self.token, self.expires = session["access_token"], time.monotonic() + session["expires_in"]


def segment(text: str) -> str:
    """One step of a path."""
    return quote(text, safe="")


def changed(first_password: str) -> str:
    """The password that a visitor of the demo takes in place of the first one."""
    return f"{first_password}-Demo1"
