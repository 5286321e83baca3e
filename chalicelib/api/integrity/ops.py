"""Operations staff: signals of interference with the survey, and the cases that they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.integrity import examining, investigating
from chalicelib.actions.rounds import current
from chalicelib.api.integrity import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.integrity.bodies import CaseReason, DecideCase, NoteToUnit
    from chalicelib.domain.integrity.cases import Case, CaseStep

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"
_CASE = f"{_ROUND}/cases/{{unit}}"


@routes.on(
    "GET",
    f"{_ROUND}/signals/{{index}}",
    audience="ops",
    reply="integrity.replies.IndexSignalsReply",
    refuses=(errors.Conflict,),
)
def list_signals(request: Request[None]) -> Any:
    """The signals of interference, unit by unit, with what is expected by chance: of changes of
    invitations as they happen, of answers once the boxes are sealed.
    """
    round_id, index = request.path["round"], request.path["index"]
    examined = examining.get(round_id, index, request.now)
    known = current.units(round_id, request.now)
    cases = investigating.list_cases(round_id, request.now)
    return {
        "index": index,
        "complete": examined.complete,
        "rate": examining.false_alarm_rate(),
        "method": text(views.METHOD),
        "whole": [views.excess(excess) for excess in examined.whole],
        "units": views.units(examined.noticed, known, cases),
    }


@routes.on("GET", f"{_ROUND}/cases", audience="ops", reply="integrity.replies.CaseFilesReply")
def list_cases(request: Request[None]) -> Any:
    """Every case of the round."""
    known = current.units(request.path["round"], request.now)
    return {
        "cases": [
            views.case(case, known)
            for case in investigating.list_cases(request.path["round"], request.now)
        ]
    }


@routes.on("GET", _CASE, audience="ops", reply="integrity.replies.CaseFileReply")
def show_case(request: Request[None]) -> Any:
    """The case of a unit."""
    return _shown(request, investigating.get(request.path["round"], request.path["unit"]))


@routes.on(
    "POST",
    _CASE,
    audience="ops",
    body="integrity.bodies.CaseReason",
    reply="integrity.replies.CaseFileReply",
    status=201,
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def open_case(request: Request[CaseReason]) -> Any:
    """Open a case on a unit, with its signals and the effect of a void on its index."""
    step = request.body.opening(request.by.email, request.now)
    path = request.path
    return _shown(request, investigating.open_case(path["round"], path["unit"], step, request.by))


@routes.on(
    "POST",
    f"{_CASE}/note",
    audience="ops",
    body="integrity.bodies.NoteToUnit",
    reply="integrity.replies.CaseFileReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def write_note(request: Request[NoteToUnit]) -> Any:
    """Write to the unit, which may reply until an instant."""
    return _act(request, request.body.step(request.by.email, request.now))


@routes.on(
    "POST",
    f"{_CASE}/decide",
    audience="ops",
    body="integrity.bodies.DecideCase",
    reply="integrity.replies.CaseFileReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def decide(request: Request[DecideCase]) -> Any:
    """Dismiss the case, or void all survey results of the unit after it was heard; on record, with
    the reason.
    """
    return _act(request, request.body.step(request.by.email, request.now))


@routes.on(
    "POST",
    f"{_CASE}/reverse",
    audience="ops",
    body="integrity.bodies.CaseReason",
    reply="integrity.replies.CaseFileReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def reverse(request: Request[CaseReason]) -> Any:
    """Reverse a void: the survey results count again, and the case is open again."""
    return _act(request, request.body.reversal(request.by.email, request.now))


def _act(request: Request[Any], step: CaseStep) -> dict[str, Any]:
    path = request.path
    return _shown(request, investigating.act(path["round"], path["unit"], step, request.by))


def _shown(request: Request[Any], case: Case) -> dict[str, Any]:
    return views.case(case, current.units(request.path["round"], request.now))
