"""Flows of operations staff: the round, its windows, rulings, cases."""

from __future__ import annotations

from typing import Any

from tests.faults.acts import COUNCIL, OPS, SOON, UNIT, asks, done, editor, loaded, ops, secretary
from tests.faults.trying import Flow
from tests.faults.world import World
from tests.small_round import document, unit_rows

_WHY = {"reason": "thử"}
_OUT = {
    "kind": "exclusion",
    "unit": "so-b",
    "reason": "không trung thực",
    "document": "12/QĐ-UBND",
    "dated": "2026-11-01",
}
_FIGURE = {"kind": "external", "unit": "so-a", "leaf": "3.2", "value": {"percent": "85.3"}}
_RULE = {"rulings": [_OUT, _FIGURE]}
_NEXT_DAY = "2026-11-21T06:00:00Z"


def _nothing(at: World) -> None:
    ops(at.site)


def _proposed(at: World) -> None:
    loaded(people=(secretary,))(at)
    done(at, ops, "PUT", f"{OPS}/rulings", _RULE)
    waiting = done(at, secretary, "GET", f"{COUNCIL}/rulings")["proposals"]
    at.kept["proposals"] = [each["proposal"] for each in waiting]


def _case(at: World) -> None:
    loaded("self_assessment", people=(editor,))(at)
    body: dict[str, Any] = {"save_id": "step-0001", "text": "số liệu sai", "leaves": ["1.2"]}
    done(at, ops, "POST", f"{OPS}/dishonesty/so-a", body)


def _noted(at: World) -> None:
    _case(at)
    done(at, ops, "POST", f"{OPS}/dishonesty/so-a/note", _NOTE)


def _replied(at: World) -> None:
    _noted(at)
    done(at, editor, "POST", f"{UNIT}/dishonesty/reply", _REPLY)


_NOTE = {"save_id": "step-0002", "text": "đề nghị giải trình", "reply_until": _NEXT_DAY}
_REPLY = {"save_id": "reply-0001", "text": "số liệu lấy từ báo cáo quý"}
_DECIDE = {"save_id": "step-0003", "decision": "exclude", "text": "không trung thực"}
FLOWS = (
    Flow(
        "round loaded",
        _nothing,
        asks(ops, "PUT", OPS, {"round": document(), "units": unit_rows()}),
        more=("-audit",),
    ),
    Flow(
        "window opened",
        loaded(),
        asks(ops, "POST", f"{OPS}/windows/survey/open", {"until": SOON, **_WHY}),
        more=("-audit",),
    ),
    Flow(
        "window closed",
        loaded("self_assessment"),
        asks(ops, "POST", f"{OPS}/windows/self_assessment/close", _WHY),
        more=("-audit",),
    ),
    Flow(
        "window of one unit opened",
        loaded("self_assessment"),
        asks(
            ops,
            "POST",
            f"{OPS}/units/so-a/windows/self_assessment/open",
            {"until": "2026-11-20T07:00:00Z", **_WHY},
        ),
        more=("-audit",),
    ),
    Flow("rulings kept", loaded(), asks(ops, "PUT", f"{OPS}/rulings", _RULE), more=("-audit",)),
    Flow(
        "rulings confirmed",
        _proposed,
        asks(
            secretary,
            "POST",
            f"{COUNCIL}/rulings/decide",
            lambda at: {"proposals": at.kept["proposals"], "confirm": True},
        ),
    ),
    Flow(
        "letters taken live",
        loaded(),
        asks(ops, "PUT", f"{OPS}/mailing", {"live": False, "addresses": [], **_WHY}),
        more=("-audit",),
    ),
    Flow(
        "case on dishonesty opened",
        loaded("self_assessment"),
        asks(
            ops,
            "POST",
            f"{OPS}/dishonesty/so-a",
            {"save_id": "step-0001", "text": "số liệu sai", "leaves": ["1.2"]},
        ),
    ),
    Flow("unit asked to explain", _case, asks(ops, "POST", f"{OPS}/dishonesty/so-a/note", _NOTE)),
    Flow("unit explains", _noted, asks(editor, "POST", f"{UNIT}/dishonesty/reply", _REPLY)),
    Flow("case decided", _replied, asks(ops, "POST", f"{OPS}/dishonesty/so-a/decide", _DECIDE)),
)
