"""The application as its users meet it, in process or deployed; every answer is held against the
API's description.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.api import replies
from chalicelib.api.serving import problems
from chalicelib.api.serving.media import PAGE
from chalicelib.api.serving.refusals import refusals_of
from chalicelib.api.serving.routing import ROUTES, Route
from chalicelib.api.serving.serve import model
from tests.small_round import ROUND, document, unit_rows

if TYPE_CHECKING:
    from infra.local.stack import Stack

PASSWORD = "Mật khẩu của tôi 2026"
_FIRST_PASSWORD = re.compile(r"First password: (?:<code>)?([A-Za-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers with small names, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a problem."""
        return str(self.json["code"])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where and what, for every error of a problem."""
        return [(each["at"], each["code"]) for each in self.json["errors"]]


Send = Callable[[str, str, dict[str, str], bytes], Answer]


@dataclass
class Site:
    """`send` does a request, `letters` gives the text of every letter to an address; `ops` signs in
    with both words; `tokens` are those of everyone who has signed in, by address ("" for `ops`).

    503 is a good answer where AWS is `interrupted`.

    On a deployed system a file whose round differs from the small one gives it a name of its own as
    well, for warm functions keep copies of a round.
    """

    send: Send
    letters: Callable[[str], Sequence[str]]
    ops: tuple[str, str]
    round: str = ROUND
    tokens: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Do a request and hold its answer against the API's description; `body` is JSON unless it
        is bytes.
        """
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        sent = {"Content-Type": "application/json", "Accept": "*/*", **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        answer = self.send(method, path, sent, raw)
        hold(method, path, answer, 503 if self.interrupted else 499)
        return answer

    def done(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """As `call`, for what must succeed; the JSON answer."""
        answer = self.call(method, path, body, token)
        assert answer.status < 300, answer.body.decode()
        return answer.json

    def sign_in(self, email: str, password: str) -> Answer:
        """Try to sign in."""
        return self.call("POST", "/api/session", {"email": email, "password": password})

    @property
    def by_ops(self) -> str:
        """The bearer token of the operations staff."""
        if "" not in self.tokens:
            self.tokens[""] = self.sign_in(*self.ops).json["access_token"]
        return self.tokens[""]

    def first_password(self, email: str) -> str:
        """What the last letter to that address says."""
        return str(_FIRST_PASSWORD.findall(self.letters(email)[-1])[0])

    def account(
        self, email: str, role: str = "editor", unit: str = "", areas: Sequence[str] = ()
    ) -> str:
        """The bearer token of an officer, whose account is made as people make it, to the change of
        the password.
        """
        if email not in self.tokens:
            new = {
                "email": email,
                "name": "Cán bộ thử",
                "role": role,
                "unit": unit,
                "areas": list(areas),
            }
            self.done(
                "POST", f"/api/ops/rounds/{self.round}/accounts", {"accounts": [new]}, self.by_ops
            )
            refused = self.sign_in(email, self.first_password(email))
            change = {
                "email": email,
                "challenge": refused.json["challenge"],
                "new_password": PASSWORD,
            }
            self.tokens[email] = self.done("POST", "/api/session/password", change)["access_token"]
        return self.tokens[email]

    def editor(self, unit: str = "so-a", number: int = 1) -> str:
        """The bearer token of an editor of a unit."""
        return self.account(f"{unit}-{number}@example.test", unit=unit)

    def leader(self, unit: str = "so-a") -> str:
        """The bearer token of a unit's leader."""
        return self.account(f"{unit}-lanh-dao@example.test", role="leader", unit=unit)

    def load(self, changed: dict[str, Any] | None = None) -> Any:
        """Load the small round, or a changed one, and take its letters live."""
        body = {"round": changed or document(), "units": unit_rows()}
        loaded = self.done("PUT", f"/api/ops/rounds/{self.round}", body, self.by_ops)
        self.done(
            "PUT",
            f"/api/ops/rounds/{self.round}/mailing",
            {"live": True, "reason": "thử"},
            self.by_ops,
        )
        return loaded

    def open(self, window: str, until: str) -> Any:
        """Open a window."""
        body = {"until": until, "reason": "thử"}
        return self.done(
            "POST", f"/api/ops/rounds/{self.round}/windows/{window}/open", body, self.by_ops
        )

    def close(self, window: str) -> Any:
        """Close a window in ten seconds."""
        return self.done(
            "POST",
            f"/api/ops/rounds/{self.round}/windows/{window}/close",
            {"reason": "thử"},
            self.by_ops,
        )


def deployed_site(stack: Stack, round_id: str = ROUND) -> Site:
    """The deployed system, for any number of threads."""
    sessions = threading.local()

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if not hasattr(sessions, "own"):
            sessions.own = stack.session()
        answer = sessions.own.request(method, path, headers=headers, data=body)
        found = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, found, answer.content)

    def letters(address: str) -> list[str]:
        return [letter["BodyText"] for letter in stack.messages() if address in letter["To"]]

    return Site(send, letters, (stack.ops().email, stack.ops().password), round_id)


@cache
def _patterns() -> list[tuple[re.Pattern[str], Route]]:
    ordered = sorted(ROUTES, key=lambda route: route.path.count("{"))
    return [(re.compile(re.sub(r"{\w+}", "[^/]+", route.path)), route) for route in ordered]


def route_of(method: str, path: str) -> Route | None:
    """The declared route that a request goes to."""
    plain = path.partition("?")[0]
    return next(
        (
            route
            for pattern, route in _patterns()
            if route.method == method and pattern.fullmatch(plain)
        ),
        None,
    )


def hold(method: str, path: str, answer: Answer, most: int = 499) -> None:
    """The answer must be one that the API's description promises: model and status, or a problem
    with a listed code, whose status is `most` at most.
    """
    route = route_of(method, path)
    if route is None:
        return
    if answer.status >= 400 and answer.headers["content-type"].startswith("text/html"):
        assert route.reply is PAGE and answer.status < 500
        return
    if answer.status >= 400:
        problem = replies.ProblemReply.model_validate_json(answer.body, strict=True)
        allowed = {(problems.status_of(kind), kind.code) for kind in refusals_of(route)}
        assert answer.headers["content-type"] == problems.CONTENT_TYPE
        assert answer.status == problem.status <= most, answer.body.decode()
        assert (problem.status, problem.code) in allowed, (
            f"{method} {route.path} does not tell of {problem.code}"
        )
        return
    assert answer.status in (route.status, 304)
    if isinstance(route.reply, str):
        model(route.reply).model_validate_json(answer.body, strict=True)
