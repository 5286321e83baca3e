"""A unit's people: read the notes about interference with the survey, or about dishonesty, and
reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.integrity import investigating
from chalicelib.api.integrity import dishonesty_views, views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.api.integrity.bodies import CaseReason
    from chalicelib.domain.integrity.cases import Case

routes = Routes(__name__)
_CASE = "/api/units/{round}/{unit}/case"
_DISHONESTY = "/api/units/{round}/{unit}/dishonesty"
_ABOUT = "dishonesty"


def _own(request: Request[Any], about: str = "survey") -> Case:
    """The case of the account's own unit; NotFound until the unit got a note."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    case = investigating.get(round_id, unit, about)
    if not case.told:
        raise NotFound("Không có nội dung nào gửi đơn vị.", "Nothing was written to the unit.")
    return case


@routes.on("GET", _CASE, audience="unit", reply="integrity.replies.UnitCaseReply")
def show_case(request: Request[None]) -> Any:
    """The notes to the unit about its survey, its replies, and the decision."""
    return views.of_unit(_own(request), request.now)


@routes.on(
    "POST",
    f"{_CASE}/reply",
    audience="unit",
    body="integrity.bodies.CaseReason",
    reply="integrity.replies.UnitCaseReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def reply(request: Request[CaseReason]) -> Any:
    """Reply to a note in time."""
    _own(request)
    step = request.body.reply(request.by.email, request.now)
    path = request.path
    replied = investigating.act(path["round"], path["unit"], step, request.by)
    return views.of_unit(replied, request.now)


@routes.on("GET", _DISHONESTY, audience="unit", reply="integrity.replies.UnitDishonestyReply")
def show_dishonesty(request: Request[None]) -> Any:
    """The notes to the unit about dishonesty, its replies, and the decision."""
    return _of_unit(request, _own(request, _ABOUT))


@routes.on(
    "POST",
    f"{_DISHONESTY}/reply",
    audience="unit",
    body="integrity.bodies.CaseReason",
    reply="integrity.replies.UnitDishonestyReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def reply_to_dishonesty(request: Request[CaseReason]) -> Any:
    """Reply to a note in time."""
    _own(request, _ABOUT)
    path, step = request.path, request.body.reply(request.by.email, request.now)
    replied = investigating.act(path["round"], path["unit"], step, request.by, _ABOUT)
    return _of_unit(request, replied)


def _of_unit(request: Request[Any], case: Case) -> dict[str, Any]:
    ruling = investigating.confirmed_exclusion(request.path["round"], case.unit)
    return dishonesty_views.of_unit(case, ruling, request.now)
