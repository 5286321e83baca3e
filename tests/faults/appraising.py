"""Flows of the council: assignments, passes, second scores, releases, objections."""

from __future__ import annotations

from typing import Any

from tests import second_story
from tests.faults import assessing
from tests.faults.acts import (
    CHAIR,
    COUNCIL,
    MEMBER,
    UNIT,
    asks,
    chair,
    done,
    editor,
    loaded,
    member,
    secretary,
)
from tests.faults.trying import Flow
from tests.faults.world import World
from tests.small_round import VALUES

_ROWS = [{"index": "departments", "part": part, "member": MEMBER} for part in ("1", "2")]
_ASSIGN = {"version": 0, "assignments": _ROWS, "own": [{"person": CHAIR, "units": ["so-b"]}]}
_council = loaded("self_assessment", "appraisal_first", people=(editor, member, chair, secretary))


def _given(save: str, leaf: str, value: Any, number: int = 1) -> dict[str, Any]:
    entry = {"leaf": leaf, "value": value, "comment": "thiếu một", "version": 0}
    return {"save_id": save, "pass": number, "entries": [entry]}


def _assessed(at: World) -> None:
    _council(at)
    entries = [
        {"leaf": leaf, "value": value, "explanation": "vì thế", "version": 0}
        for leaf, value in VALUES.items()
    ]
    done(at, editor, "POST", f"{UNIT}/sheet", {"save_id": "save-0001", "entries": entries})


def _sent(at: World) -> None:
    assessing.sent(at)
    at.site.open("appraisal_first", "2026-11-20T06:00:00Z")
    for who in (member, chair, secretary):
        who(at.site)


def _accepted(at: World) -> None:
    _sent(at)
    done(at, member, "POST", f"{COUNCIL}/acceptances", _ACCEPT)


def _drawing(at: World) -> None:
    loaded(
        "self_assessment",
        "appraisal_first",
        people=(editor, member, chair, secretary),
        second_scores=second_story.document("1")["second_scores"],
    )(at)
    done(at, secretary, "PUT", f"{COUNCIL}/assignments", _ASSIGN)
    body = _given("save-0001", "2.1.2", {"points": "2.25"})
    done(at, member, "POST", f"{COUNCIL}/so-a/appraisals", body)


def _drawn(at: World) -> None:
    _drawing(at)
    done(at, secretary, "POST", f"{COUNCIL}/second-scores/draw", {})


def _differing(at: World) -> None:
    _drawn(at)
    done(at, chair, "POST", f"{COUNCIL}/so-a/second-scores", _SECOND)
    shown = done(at, secretary, "GET", f"{COUNCIL}/second-scores")
    at.kept["shown"] = next(each for each in shown["pairs"] if each["criterion"] == "2.1.2")


def _passed(at: World) -> None:
    loaded(people=(editor, member, chair, secretary), objection_days=5)(at)
    at.site.open("appraisal_first", "2026-11-20T05:10:00Z")
    at.site.open("appraisal_final", "2026-11-20T05:30:00Z")
    for number, leaf, value in ((1, "2.1.1", {"breaches": 1}), (2, "1.2", {"count": 2})):
        body = _given(f"appraise-{number}", leaf, value, number)
        done(at, member, "POST", f"{COUNCIL}/so-a/appraisals", body)
    at.clock.pass_(hours=1)
    seen = done(at, secretary, "GET", f"{COUNCIL}/releases")
    waiting = {(one["pass"], one["index"]): one["waiting"] for one in seen["passes"]}
    at.kept["release"] = {
        "pass": 2,
        "indexes": ["departments"],
        "waiting": waiting[2, "departments"],
        "version": seen["version"],
        "reason": "Biên bản số 5",
    }


def _released(at: World) -> None:
    _passed(at)
    done(at, secretary, "POST", f"{COUNCIL}/releases", at.kept["release"])


def _objected(at: World) -> None:
    _released(at)
    done(at, editor, "POST", f"{UNIT}/objections", _OBJECT)


def _asked(at: World) -> None:
    assessing.confirmed(at)
    chair(at.site)
    done(at, editor, "POST", f"{UNIT}/not-applicable", assessing.NOT_APPLICABLE)


_ACCEPT = {
    "act": "accept-01",
    "pass": 1,
    "entries": [{"unit": "so-a", "leaf": leaf} for leaf in ("1.2", "2.1.1")],
}
_SECOND = _given("second-01", "2.1.2", {"points": "0.5"})
_OBJECT = {"leaf": "1.2", "reason": "đã đủ ba văn bản"}
_DECIDED = {"leaf": "1.2", "release": 1, "value": {"count": 3}, "reason": "đã xem lại"}
_RULED = {"leaf": "1.2", "number": 1, "accept": False, "reason": "Biên bản số 6"}
_EXPLAIN = {"leaf": "2.2", "question": "Văn bản nào?", "version": 0}
FLOWS = (
    Flow("assignments saved", _council, asks(secretary, "PUT", f"{COUNCIL}/assignments", _ASSIGN)),
    Flow(
        "criterion appraised",
        _assessed,
        asks(
            member, "POST", f"{COUNCIL}/so-a/appraisals", _given("save-0002", "1.2", {"count": 2})
        ),
    ),
    Flow(
        "value proposed",
        _assessed,
        asks(
            secretary, "POST", f"{COUNCIL}/so-a/proposals", _given("save-0003", "1.2", {"count": 2})
        ),
    ),
    Flow(
        "explanation asked for", _sent, asks(member, "POST", f"{COUNCIL}/so-a/requests", _EXPLAIN)
    ),
    Flow("values accepted in bulk", _sent, asks(member, "POST", f"{COUNCIL}/acceptances", _ACCEPT)),
    Flow(
        "acceptance taken back",
        _accepted,
        asks(member, "POST", f"{COUNCIL}/acceptances/accept-01/undo", {}),
    ),
    Flow(
        "members reminded",
        _drawing,
        asks(secretary, "POST", f"{COUNCIL}/reminders", {"members": [MEMBER]}),
        more=("letter",),
    ),
    Flow(
        "second scores drawn",
        _drawing,
        asks(secretary, "POST", f"{COUNCIL}/second-scores/draw", {}),
    ),
    Flow(
        "second score given", _drawn, asks(chair, "POST", f"{COUNCIL}/so-a/second-scores", _SECOND)
    ),
    Flow(
        "difference settled",
        _differing,
        asks(
            secretary,
            "POST",
            f"{COUNCIL}/second-scores/settlements",
            lambda at: {
                "unit": "so-a",
                "leaf": "2.1.2",
                "how": "ask",
                "reason": "xem lại giúp",
                "marks": at.kept["shown"]["marks"],
            },
        ),
    ),
    Flow(
        "result released",
        _passed,
        asks(secretary, "POST", f"{COUNCIL}/releases", lambda at: at.kept["release"]),
    ),
    Flow("objection made", _released, asks(editor, "POST", f"{UNIT}/objections", _OBJECT)),
    Flow(
        "objection decided",
        _objected,
        asks(chair, "POST", f"{COUNCIL}/so-a/objections/decide", _DECIDED),
    ),
    Flow(
        "not applicable decided",
        _asked,
        asks(chair, "POST", f"{COUNCIL}/so-a/not-applicable/decide", _RULED),
    ),
)
