"""A whole small survey on the deployed system, then a walk through all it keeps: nothing joins a
person to an answer.

What an administrator of the account could still infer is told in docs/threat-model.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from infra.local.stack import NAME, Stack
from tests import small_round
from tests.patience import eventually
from tests.stories.secrecy_walk import (
    SIGNALS,
    Person,
    Places,
    check_fields,
    check_joins,
    check_people,
    check_places,
    gather,
)
from tests.survey_story import people

ROUND = "bi-mat-2026"
OPS = f"/api/ops/rounds/{ROUND}"
QUESTIONS, PEOPLE = 12, 12
SHARED = {ROUND, "departments", "council", "leaders", "sha256"}
LINK = re.compile(r"/s#([A-Za-z0-9_-]{24})")


@dataclass
class Survey:
    """A survey of twelve people, each with answers of its own, asked step by step over HTTP."""

    stack: Stack
    token: str = ""

    def call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with self.stack.session() as session:
            answer = session.request(method, path, json=body, headers=headers)
        assert answer.ok or answer.status_code == 409, answer.text
        return answer.json()

    def invite(self) -> dict[str, str]:
        """Up to the letters; tokens by address."""
        ops = self.stack.ops()
        self.token = self.call(
            "POST", "/api/session", {"email": ops.email, "password": ops.password}
        )["access_token"]
        self.call("PUT", OPS, {"round": document(), "units": small_round.unit_rows()})
        until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        for window in ("respondent_lists", "survey"):
            self.call("POST", f"{OPS}/windows/{window}/open", {"until": until, "reason": "thử"})
        rows = [
            {"name": row.name, "email": row.email, "rates": "so-a"} for row in people(1, PEOPLE)
        ]
        self.call("PUT", f"{OPS}/lists/council", {"respondents": rows})
        self.call("POST", f"{OPS}/lists/send", {})
        self.call("POST", f"{OPS}/invite", {})
        eventually(lambda: len(self.links()) == PEOPLE)
        return self.links()

    def links(self) -> dict[str, str]:
        return {
            letter["To"][0]: found[1]
            for letter in self.stack.messages()
            if (found := LINK.search(letter["BodyText"]))
        }

    def answer(self, name: str, address: str, token: str, answers: str) -> Person:
        shown = self.call("POST", "/api/respond/open", {"token": token})
        given = {
            question["id"]: int(each)
            for question, each in zip(shown["questions"], answers, strict=True)
        }
        sheet = {"ballot": shown["ballot"], "answers": given}
        receipt = self.call("POST", "/api/respond/answer", sheet)["receipt"]
        return Person(name, address, token, shown["ballot"], receipt, answers)

    def seal_and_publish(self) -> None:
        reason = "thử"
        self.call("POST", f"{OPS}/windows/survey/close", {"reason": reason})
        eventually(
            lambda: self.call(
                "POST", f"{OPS}/seal", {"index": "departments", "reason": reason}
            ).get("sealed")
        )
        eventually(lambda: self.call("GET", f"{OPS}/signals/departments")["complete"])
        eventually(lambda: not self.marked())
        job = self.call("POST", f"{OPS}/rankings", {"status": "final", "confirm_gaps": reason})[
            "job"
        ]
        eventually(lambda: self.call("GET", f"{OPS}/rankings/jobs/{job}")["state"] == "done")

    def marked(self) -> list[Any]:
        """The invitations that still keep how they were answered."""
        scan = self.stack.client("dynamodb").scan(TableName=f"{NAME}-invitations")
        return [item for item in scan["Items"] if SIGNALS & set(item)]


def document() -> dict[str, Any]:
    """The small round, its questionnaire long enough that no two people answer alike."""
    changed = {**small_round.document(), "id": ROUND}
    title = {"vi": "Câu hỏi", "en": "Question"}
    changed["indexes"][0]["questions"] = [
        {"id": f"q{number}", "title": title, "scale": "quality", "groups": ["council", "leaders"]}
        for number in range(1, QUESTIONS + 1)
    ]
    return changed


def check(places: Places, answered: list[Person], key: bytes, answers_in: str) -> None:
    """The whole walk."""
    check_fields(places)
    check_joins(places, SHARED)
    check_people(places, answered, key)
    check_places(places, answered, answers_in)


def is_found(places: Places, answered: list[Person], key: bytes) -> bool:
    try:
        check(places, answered, key, "table responses")
    except AssertionError:
        return True
    return False


def leaks(places: Places, answered: list[Person]) -> dict[str, Places]:
    """The same places with one thing more: what somebody might add one day."""

    def with_(place: str, change: Callable[[Any], None]) -> Places:
        changed = deepcopy(places)
        change(changed[place])
        return changed

    first = answered[0]
    return {
        "a time beside an answer": with_(
            "table responses", lambda items: items[0].update(at="2026-11-21T10:00:00Z")
        ),
        "a number in order on the invitation": with_(
            "table invitations", lambda items: items[0].update(nth="7")
        ),
        "a time in an invitation's field": with_(
            "table invitations", lambda items: items[0].update(status="answered 2026-11-21")
        ),
        "the answer's key with the invitation": with_(
            "table invitations",
            lambda items: items[0].update(lister=places["table responses"][0]["response"]),
        ),
        "the invitation as the answer's key": with_(
            "table responses", lambda items: items[0].update(response=first.token[:12])
        ),
        "a digest of the address as the answer's key": with_(
            "table responses",
            lambda items: items[0].update(
                response=hashlib.sha256(first.address.encode()).hexdigest()[:16]
            ),
        ),
        "a receipt that is kept": with_(
            "table audit", lambda items: items.append({"subject": first.receipt})
        ),
        "answers in a log": with_("log APIHandler", lambda lines: lines.append(first.answers)),
        "one field more in a log": with_(
            "log APIHandler",
            lambda lines: lines.append(
                json.dumps(
                    {"route": "", "status": 200, "code": "ok", "sub": "", "ms": 1, "ip": "10.0.0.1"}
                )
            ),
        ),
    }


def test_no_key_time_or_order_joins_a_person_to_an_answer(stack: Stack) -> None:
    began = datetime.now(UTC) - timedelta(seconds=1)
    survey = Survey(stack)
    random = Random(7)
    links = survey.invite()
    names = {row.email: row.name for row in people(1, PEOPLE)}
    turns = random.sample(sorted(links), PEOPLE)
    answered = [
        survey.answer(
            names[address], address, links[address], "".join(random.choices("1234", k=QUESTIONS))
        )
        for address in turns
    ]
    secret = stack.client("secretsmanager")
    key = secret.get_secret_value(SecretId=secret.list_secrets()["SecretList"][0]["ARN"])[
        "SecretString"
    ].encode()

    places = gather(stack, began)
    assert any("/api/respond/answer" in line for line in places["log APIHandler"])
    check(places, answered, key, "table responses")
    for leak, changed in leaks(places, answered).items():
        assert is_found(changed, answered, key), leak

    survey.seal_and_publish()
    places = gather(stack, began)
    assert places["table responses"] == []
    assert places["bucket publications"]
    check(places, answered, key, "bucket boxes")
    assert not [item for item in places["table invitations"] if SIGNALS & set(item)]
    for sealed in places[
        "bucket boxes"
    ]:  # several, when the sealing was asked for again meanwhile; one is on record
        check_order(sealed, answered)


def check_order(sealed: Any, answered: list[Person]) -> None:
    """The sealed answers stand in no order that anybody knew before."""
    [box] = [box for box in map(json.loads, sealed["lines"][1:]) if box["count"]]
    order = [box["answers"][at : at + QUESTIONS] for at in range(0, len(box["answers"]), QUESTIONS)]
    by_turn = [person.answers for person in answered]
    by_name = [person.answers for person in sorted(answered, key=lambda person: person.address)]
    by_invitation = [person.answers for person in sorted(answered, key=lambda person: person.token)]
    assert sorted(order) == sorted(by_turn)
    for known in (by_turn, by_name, by_invitation, sorted(order)):
        assert order not in (known, known[::-1])
