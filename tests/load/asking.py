"""A person of the crowd: asks the application, one request at a time, and notes what came of it.

Runs in the environment of locust, so of the project it may use what needs nothing but Python.
"""

from __future__ import annotations

import json
import random
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, TextIO

import gevent
from locust import task
from locust.contrib.fasthttp import FastHttpUser
from locust.exception import StopUser
from urllib3.filepost import encode_multipart_formdata

from tests.load.limits import Limits, require_loopback

LOST = (0, 500, 502, 503, 504)  # no reply, or one that does not say what was done
THROTTLED = 429  # nothing was done: too many functions run, or somebody else writes the same
TRIES = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """A status (0: the connection failed) and the body; `sent` is when it was asked, `again` after
    a reply to the same words was lost.
    """

    status: int
    body: bytes
    sent: float
    again: bool = False

    @property
    def json(self) -> Any:
        """The body as JSON; {} if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def outcome(self) -> str:
        """`kept`, `refused`, or `lost` when nobody can say: also a refusal of what may have been
        kept before.
        """
        if self.status in LOST or (self.again and self.status >= 400):
            return "lost"
        return "kept" if self.status < 400 else "refused"


@dataclass
class Plan:
    """What the crowd was told, and what it has to share out: people, links, the pace."""

    told: Mapping[str, Any]
    requests: TextIO
    notes: TextIO
    people: deque[dict[str, Any]] = field(default_factory=deque)
    links: deque[tuple[int, str]] = field(default_factory=deque)
    quiet: set[str] = field(default_factory=set)  # units that are about to submit
    _next: float = 0.0

    @classmethod
    def read(cls, path: Path) -> Plan:
        """The plan that the program beside this one has written. ValueError if it leads anywhere
        but to loopback, or asks for too much.
        """
        told = json.loads(path.read_text(encoding="utf-8"))
        require_loopback(told["endpoint"])
        Limits(**told["limits"])
        folder = path.parent
        plan = cls(told, (folder / "requests.jsonl").open("w"), (folder / "notes.jsonl").open("w"))
        plan.people.extend(told["people"])
        plan.links.extend(enumerate(told.get("links", ()), 1))
        return plan

    def wait_turn(self) -> None:
        """Hold everybody to the agreed requests a second."""
        now = time.time()
        self._next = max(now, self._next) + 1 / self.told["limits"]["rate"]
        gevent.sleep(max(0.0, self._next - now))

    def note(self, **what: Any) -> None:
        """Note what was asked to be kept and what came of it."""
        self.notes.write(json.dumps(what, ensure_ascii=False) + "\n")


class Person(FastHttpUser):
    """Somebody of the plan."""

    abstract = True
    network_timeout = connection_timeout = 60.0
    plan: ClassVar[Plan]
    token = ""
    visit: Callable[[], None]  # all that this person does

    @task
    def work(self) -> None:
        """Come, and go."""
        self.visit()
        raise StopUser

    def on_start(self) -> None:
        """Become the next person of the plan."""
        self.own = self.plan.people.popleft()
        self.random = random.Random(str(self.own["seed"]))

    def ask(
        self, what: str, method: str, path: str, body: object = None, usual: tuple[int, ...] = ()
    ) -> Reply:
        """One request; a status below 400, or a `usual` one, is no error."""
        headers = {"Host": self.plan.told["host"], "Accept": "*/*"}
        headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self._send(what, method, self.plan.told["endpoint"] + path, content, headers, usual)

    def upload(self, form: Mapping[str, Any], name: str, content: bytes) -> Reply:
        """POST a file with a presigned form: its fields first, the file last."""
        fields = [*form["fields"].items(), ("file", (name, content, "application/pdf"))]
        body, kind = encode_multipart_formdata(fields)
        require_loopback(form["url"])
        return self._send("upload to S3", "POST", form["url"], body, {"Content-Type": kind}, ())

    def _send(
        self,
        what: str,
        method: str,
        url: str,
        content: bytes | None,
        headers: Mapping[str, str],
        usual: tuple[int, ...],
    ) -> Reply:
        self.plan.wait_turn()
        sent, began = time.time(), time.perf_counter()
        found = self.client.request(method, url, name=what, data=content, headers=dict(headers))
        body = found.content or b""
        taken = (time.perf_counter() - began) * 1000
        reply = Reply(found.status_code or 0, body, sent)
        fine = 0 < reply.status < 400 or reply.status in usual
        told = {"what": what, "at": sent, "ms": taken, "status": reply.status, "fine": fine}
        if reply.status >= 400:
            told["code"] = reply.json.get("code", "")
        self.plan.requests.write(json.dumps(told) + "\n")
        return reply

    def insist(
        self, what: str, method: str, path: str, body: object = None, usual: tuple[int, ...] = ()
    ) -> Reply:
        """As `ask`; what was lost or throttled is asked for again with the same words, a few
        times.
        """
        again = False
        for tried in range(TRIES):
            reply = replace(self.ask(what, method, path, body, usual), again=again)
            if reply.status not in (*LOST, THROTTLED):
                break
            again = again or reply.status in LOST
            self.rest(0.5 * 2**tried)
        return reply

    def sign_in(self) -> None:
        """With the address and the password of the plan, unless that has a token already."""
        if self.own.get("token"):
            self.token = self.own["token"]
            return
        asked = {key: self.own[key] for key in ("email", "password")}
        while not self.token and time.time() < self.plan.told["closes"]:
            reply = self.insist("sign in", "POST", "/api/session", asked)
            self.token = reply.json.get("access_token", "")

    def rest(self, seconds: float) -> None:
        """Think, half as long to one and a half times as long."""
        gevent.sleep(self.random.uniform(0.5, 1.5) * seconds)
