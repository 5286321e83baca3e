"""Flows of a unit: its sheet, its evidence, its team, approval and submission, the supplement."""

from __future__ import annotations

import json

from chalicelib.jobs import inspect
from tests import unit_story
from tests.documents import signing
from tests.faults.acts import (
    COUNCIL,
    UNIT,
    asks,
    done,
    editor,
    hand_out,
    leader,
    loaded,
    member,
    put,
    takes,
)
from tests.faults.trying import Flow
from tests.faults.world import World
from tests.small_round import ROUND, VALUES

_open = loaded("self_assessment", people=(editor, leader))
_SHEET = [{"leaf": leaf, "value": value, "version": 0} for leaf, value in VALUES.items()]
_SAVE = {"save_id": "save-0001", "entries": _SHEET}


def _uploaded(at: World) -> None:
    _open(at)
    forms = done(at, editor, "POST", f"{UNIT}/evidence/forms", {"files": [unit_story.FILE]})
    (form,) = forms["forms"]
    at.kept["evidence"] = form["evidence"]
    put(at, form["fields"]["key"], signing.plain())


def _confirm(at: World) -> dict[str, object]:
    return {"evidence": at.kept["evidence"], "leaves": ["1.2"]}


def confirmed(at: World) -> None:
    _uploaded(at)
    file = done(at, editor, "POST", f"{UNIT}/evidence", _confirm(at))
    key = f"{ROUND}/so-a/{file['evidence']}"
    stored = {"object": {"key": key, "versionId": file["version_id"]}}

    at.kept["messages"] = [json.dumps({"Records": [{"s3": stored}]})]


def _archive_asked(at: World) -> None:
    confirmed(at)
    done(at, editor, "POST", f"{UNIT}/evidence/archive", {})
    hand_out(at, "EVIDENCE_QUEUE_URL")


def _complete(at: World) -> None:
    _open(at)
    unit_story.complete(at.site, at.aws, signing.plain())
    at.kept["version"] = unit_story.sheet(at.site)["version"]


def _approved(at: World) -> None:
    _complete(at)
    unit_story.approve(at.site)
    form = done(at, editor, "POST", f"{UNIT}/report/forms", unit_story.REPORT)
    put(at, form["fields"]["key"], signing.plain())
    at.kept["evidence"] = form["evidence"]


def _signed(at: World) -> None:
    _approved(at)
    done(at, editor, "POST", f"{UNIT}/report", {"evidence": at.kept["evidence"]})


def sent(at: World) -> None:
    """so-a has submitted."""
    _signed(at)
    unit_story.submit(at.site)


def _supplementing(at: World) -> None:
    sent(at)
    at.site.open("appraisal_first", "2026-11-20T06:00:00Z")
    entry = {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0}
    body = {"save_id": "appraise-1", "pass": 1, "entries": [entry]}
    done(at, member, "POST", f"{COUNCIL}/so-a/appraisals", body)
    at.clock.pass_(hours=1)
    at.site.open("supplement", "2026-11-20T07:00:00Z")


_ASSIGN = {"assignments": [{"leaf": "1.2", "to": "Văn phòng", "due": "2026-11-18"}], "version": 0}
_CONTACTS = {"contacts": [{"kind": "technical", "name": "Người trực", "phone": "0"}]}
_EXPLAIN = {
    "save_id": "supply-01",
    "entries": [{"leaf": "1.2", "explanation": "đủ ba", "version": 0}],
}
NOT_APPLICABLE = {"leaf": "1.2", "reason": "không có chức năng này"}
FLOWS = (
    Flow("sheet saved", _open, asks(editor, "POST", f"{UNIT}/sheet", _SAVE)),
    Flow(
        "criteria assigned in the unit", _open, asks(editor, "PUT", f"{UNIT}/assignments", _ASSIGN)
    ),
    Flow("contacts kept", _open, asks(editor, "PUT", f"{UNIT}/contacts", _CONTACTS)),
    Flow("evidence confirmed", _uploaded, asks(editor, "POST", f"{UNIT}/evidence", _confirm)),
    Flow("evidence inspected", confirmed, takes(inspect.handle), job=True),
    Flow(
        "evidence removed",
        confirmed,
        asks(editor, "POST", f"{UNIT}/evidence/{{evidence}}/remove", {}),
    ),
    Flow("archive asked for", confirmed, asks(editor, "POST", f"{UNIT}/evidence/archive", {})),
    Flow("archive made", _archive_asked, takes(inspect.handle), job=True),
    Flow(
        "sheet approved",
        _complete,
        asks(
            leader,
            "POST",
            f"{UNIT}/approve",
            lambda at: {"save_id": "approve-1", "version": at.kept["version"]},
        ),
    ),
    Flow(
        "signed report confirmed",
        _approved,
        asks(editor, "POST", f"{UNIT}/report", lambda at: {"evidence": at.kept["evidence"]}),
    ),
    Flow("submission", _signed, asks(editor, "POST", f"{UNIT}/submit", {"save_id": "submit-01"})),
    Flow(
        "supplement saved",
        _supplementing,
        asks(editor, "POST", f"{UNIT}/supplement/sheet", _EXPLAIN),
    ),
    Flow(
        "not applicable asked for",
        confirmed,
        asks(editor, "POST", f"{UNIT}/not-applicable", NOT_APPLICABLE),
    ),
)
