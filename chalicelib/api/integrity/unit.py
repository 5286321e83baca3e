"""A unit's people: what they are asked about interference with the survey, and their reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.integrity import investigating
from chalicelib.api.integrity import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.api.integrity.bodies import CaseReason
    from chalicelib.domain.integrity.cases import Case

routes = Routes(__name__)
_CASE = "/api/units/{round}/{unit}/case"


def _own(request: Request[Any]) -> Case:
    """The case on the account's own unit, once it was written to."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    found = investigating.get(round_id, unit)
    if not found.told:
        raise NotFound("Không có nội dung nào gửi đơn vị.", "Nothing was written to the unit.")
    return found


@routes.on("GET", _CASE, audience="unit", reply="integrity.replies.UnitCaseReply")
def show_case(request: Request[None]) -> Any:
    """What the unit is asked about its survey, its replies, and the decision."""
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
    replied = investigating.act(request.path["round"], request.path["unit"], step)
    return views.of_unit(replied, request.now)
