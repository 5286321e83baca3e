"""Operations staff: cases on dishonesty of units in evidence, figures or survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.evidence import holding
from chalicelib.actions.integrity import investigating
from chalicelib.actions.rounds import current
from chalicelib.api.integrity import dishonesty_views
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.integrity.bodies import (
        CaseReason,
        DecideDishonesty,
        NoteToUnit,
        OpenDishonesty,
    )
    from chalicelib.domain.integrity.cases import Case, CaseStep

routes = Routes(__name__)
_CASES = "/api/ops/rounds/{round}/dishonesty"
_ABOUT = "dishonesty"
_CASE = f"{_CASES}/{{unit}}"
_REPLY = "integrity.replies.DishonestyCaseReply"
_REFUSED = (errors.Conflict, errors.ChangedMeanwhile)


@routes.on("GET", _CASES, audience="ops", reply="integrity.replies.DishonestyCasesReply")
def list_dishonesty(request: Request[None]) -> Any:
    """Every case on dishonesty of the round, in brief."""
    round_id, now = request.path["round"], request.now
    cases = investigating.list_cases(round_id, now, _ABOUT)
    units, exclusions = current.units(round_id, now), investigating.last_exclusions(round_id)
    return {
        "cases": [
            dishonesty_views.listed(case, units.get(case.unit), exclusions.get(case.unit))
            for case in cases
        ]
    }


@routes.on("GET", _CASE, audience="ops", reply=_REPLY)
def show_dishonesty(request: Request[None]) -> Any:
    """The case on dishonesty of a unit."""
    path = request.path
    return _shown(request, investigating.get(path["round"], path["unit"], _ABOUT))


@routes.on(
    "POST",
    _CASE,
    audience="ops",
    body="integrity.bodies.OpenDishonesty",
    reply=_REPLY,
    status=201,
    refuses=_REFUSED,
)
def open_dishonesty(request: Request[OpenDishonesty]) -> Any:
    """Open a case on dishonesty of a unit in some criteria."""
    path, step = request.path, request.body.opening(request.by.email, request.now)
    case = investigating.open_dishonesty(path["round"], path["unit"], step, request.by)
    return Reply(_shown(request, case), 201)


@routes.on(
    "POST",
    f"{_CASE}/note",
    audience="ops",
    body="integrity.bodies.NoteToUnit",
    reply=_REPLY,
    refuses=_REFUSED,
)
def note_dishonesty(request: Request[NoteToUnit]) -> Any:
    """Write to the unit, which may reply until an instant."""
    return _act(request, request.body.step(request.by.email, request.now))


@routes.on(
    "POST",
    f"{_CASE}/decide",
    audience="ops",
    body="integrity.bodies.DecideDishonesty",
    reply=_REPLY,
    refuses=_REFUSED,
)
def decide_dishonesty(request: Request[DecideDishonesty]) -> Any:
    """Dismiss the case, or exclude the unit after it was heard; the exclusion counts once a second
    person has confirmed it.
    """
    return _act(request, request.body.step(request.by.email, request.now))


@routes.on(
    "POST",
    f"{_CASE}/reverse",
    audience="ops",
    body="integrity.bodies.CaseReason",
    reply=_REPLY,
    refuses=_REFUSED,
)
def reverse_dishonesty(request: Request[CaseReason]) -> Any:
    """Reverse an exclusion, which a second person confirms too if it counts; the case is open
    again.
    """
    return _act(request, request.body.reversal(request.by.email, request.now))


def _act(request: Request[Any], step: CaseStep) -> dict[str, Any]:
    path = request.path
    taken = investigating.act(path["round"], path["unit"], step, request.by, _ABOUT)
    return _shown(request, taken)


def _shown(request: Request[Any], case: Case) -> dict[str, Any]:
    round_id, now = request.path["round"], request.now
    unit = current.unit(round_id, case.unit, now)
    return dishonesty_views.case(
        case,
        unit,
        current.get(round_id, now).index(unit.index),
        holding.held(round_id, case.unit, now),
        investigating.last_exclusions(round_id).get(case.unit),
    )
