"""Flows of the survey: lists, letters, answers, sealing, and the tick that drives them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from chalicelib.domain.letters.delivery import STALE
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.jobs import feedback, mail, publish, tick
from tests.faults.acts import OPS, UNIT, asks, done, editor, hand_out, loaded, ops, takes
from tests.faults.people import nobody
from tests.faults.trying import Flow, Said
from tests.faults.world import World
from tests.list_books import encoded, line, table
from tests.small_round import ROUND
from tests.survey_story import people

_PEOPLE = [{"name": row.name, "email": row.email} for row in people(1, 6)]
_COUNCIL = [{"name": row.name, "email": row.email, "rates": "so-a"} for row in people(101, 6)]
_listing = loaded("respondent_lists", people=(editor,))
_SAVE = {"respondents": _PEOPLE}


def _file(*_: Any) -> dict[str, Any]:
    rows = (line("Lãnh đạo phòng", row) for row in people(1, 6))
    return {"content": encoded(table(list(rows)))}


def _previewed(at: World) -> None:
    _listing(at)
    seen = done(at, editor, "POST", f"{UNIT}/list-form/preview", _file())
    at.kept["basis"] = seen["basis"]


def _listed(at: World) -> None:
    loaded("respondent_lists", people=(editor,), **_REMINDING)(at)
    done(at, editor, "PUT", f"{UNIT}/lists/leaders", _SAVE)
    done(at, ops, "PUT", f"{OPS}/lists/council", {"respondents": _COUNCIL})


_REMINDING = {"reminders": {"most": 2, "days_apart": 1, "automatic": False}}


def _sent(at: World) -> None:
    _listed(at)
    done(at, editor, "POST", f"{UNIT}/lists/send", {"acknowledged": True})
    done(at, ops, "POST", f"{OPS}/lists/send", {"acknowledged": True})
    at.site.open("survey", "2026-11-25T06:00:00Z")


def _invited(at: World) -> None:
    _sent(at)
    done(at, ops, "POST", f"{OPS}/invite", {})
    hand_out(at, "MAIL_QUEUE_URL")


def _mailed(at: World) -> None:
    _invited(at)
    takes(mail.handle)(at)
    at.kept["tries"] = 0
    links = [json.loads(values)["link"] for _, values in at.line.letters]
    at.kept["tokens"] = [link.partition("#")[2] for link in links]


def _opened(at: World) -> None:
    _mailed(at)
    at.kept["ballots"] = [
        at.site.done("POST", "/api/respond/open", {"token": token})["ballot"]
        for token in at.kept["tokens"]
    ]
    at.clock.pass_(minutes=5)  # who asks again a moment later has taken as long


def _answer(at: World, ballot: str) -> Said:
    body = {"ballot": ballot, "answers": {"q1": 1}}
    return at.call("POST", "/api/respond/answer", body)


def _closed(at: World) -> None:
    _opened(at)
    for ballot in at.kept["ballots"]:
        _answer(at, ballot)
    at.site.close("survey")
    at.clock.pass_(minutes=1)


def _seal_asked(at: World) -> None:
    _closed(at)
    body = {"index": "departments", "reason": "hết hạn"}
    done(at, ops, "POST", f"{OPS}/seal", body)
    hand_out(at, "PUBLISH_QUEUE_URL")


def _day_later(at: World) -> None:
    _closed(at)
    at.clock.pass_(days=2)


def _events(at: World) -> None:
    """A letter was delivered and then called spam; another came back."""
    _mailed(at)
    at.kept["messages"] = [
        _event("Delivery", 0),
        _event("Complaint", 0),
        _event("Bounce", 1, bounce={"bounceType": "Permanent"}),
    ]


def _event(kind: str, number: int, **more: Any) -> str:
    email = _PEOPLE[number]["email"]
    tags = {"invitation": [invitation_id(ROUND, "departments", email)], "letter": ["1"]}
    told = {"eventType": kind, "mail": {"destination": [email], "tags": tags}, **more}
    return json.dumps({"Type": "Notification", "Message": json.dumps(told)})


def _bounced(at: World) -> None:
    _events(at)
    takes(feedback.handle)(at)


def _correction_asked(at: World) -> None:
    _bounced(at)
    change = {"old": _PEOPLE[1]["email"], "new": "moi@khac.example.test"}
    asked = done(at, editor, "POST", f"{UNIT}/lists/leaders/corrections", change)
    at.kept["correction"] = asked["id"]


def _a_day_on(at: World) -> None:
    _mailed(at)
    at.clock.pass_(days=1)


def _tick(at: World) -> Said:
    tick.handle({}, None)
    return None


_CHANGE = {"old": _PEOPLE[1]["email"], "new": "moi@example.test"}
_EXEMPT = {
    "save_id": "save-0004",
    "group": "leaders",
    "kind": "fewer",
    "people": 3,
    "reason": "khó khăn",
}
_LINK = {"index": "departments", "email": _PEOPLE[0]["email"], "reason": "hộp thư hỏng"}
_LETTERS = timedelta(seconds=1) + STALE
FLOWS = (
    Flow("list saved", _listing, asks(editor, "PUT", f"{UNIT}/lists/leaders", _SAVE)),
    Flow(
        "list imported",
        _previewed,
        asks(
            editor,
            "POST",
            f"{UNIT}/list-form/keep",
            lambda at: {**_file(), "basis": at.kept["basis"]},
        ),
    ),
    Flow(
        "list sent",
        _listed,
        asks(editor, "POST", f"{UNIT}/lists/send", {"acknowledged": True}),
        settles=("already_submitted",),
    ),
    Flow("exemption asked for", _listing, asks(editor, "POST", f"{UNIT}/list-exceptions", _EXEMPT)),
    Flow("people invited", _sent, asks(ops, "POST", f"{OPS}/invite", {})),
    Flow("people invited by the tick", _sent, _tick, job=True),
    Flow("letters sent", _invited, takes(mail.handle), more=("letter",), pause=_LETTERS, job=True),
    Flow("news of letters", _events, takes(feedback.handle), job=True),
    Flow(
        "address corrected",
        _bounced,
        asks(editor, "POST", f"{UNIT}/lists/leaders/corrections", _CHANGE),
    ),
    Flow(
        "correction decided",
        _correction_asked,
        asks(
            ops,
            "POST",
            f"{OPS}/corrections/{{correction}}",
            {"approve": True, "reason": "đã gọi điện"},
        ),
    ),
    Flow("reminder asked for", _a_day_on, asks(editor, "POST", f"{UNIT}/lists/leaders/nudge", {})),
    Flow("link handed over", _mailed, asks(ops, "POST", f"{OPS}/links", _LINK), more=("-audit",)),
    Flow(
        "link opened",
        _mailed,
        asks(nobody, "POST", "/api/respond/open", lambda at: {"token": at.kept["tokens"][0]}),
    ),
    Flow(
        "questionnaire answered",
        _opened,
        lambda at: _answer(at, at.kept["ballots"][0]),
        settles=("already_answered",),
    ),
    Flow(
        "sealing asked for",
        _closed,
        asks(ops, "POST", f"{OPS}/seal", {"index": "departments", "reason": "hết hạn"}),
    ),
    Flow("ballots sealed", _seal_asked, takes(publish.handle), job=True),
    Flow("ballots sealed by the tick", _day_later, _tick, job=True),
)
