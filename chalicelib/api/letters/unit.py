"""A unit's people: the state of their letters, corrections and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.letters import reminding
from chalicelib.api.letters import views
from chalicelib.api.lists.unit import lister
from chalicelib.api.serving.queries import INDEX
from chalicelib.api.serving.refusals import CORRECTING
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.letters.bodies import CorrectAddress

routes = Routes(__name__)
_LIST = "/api/units/{round}/{unit}/lists/{group}"


@routes.on(
    "POST",
    f"{_LIST}/nudge",
    audience="unit",
    reply="letters.replies.NudgedReply",
    status=202,
    query=INDEX,
    refuses=(errors.WindowClosed, errors.Conflict, errors.Invalid),
)
def nudge(request: Request[None]) -> Any:
    """Remind the people on the unit's own list who have not answered, as often as the round allows;
    at most once a day.
    """
    return reminding.nudge(
        lister(request),
        request.path["group"],
        request.query.get("index", ""),
        request.by,
        request.now,
    )


@routes.on(
    "GET",
    f"{_LIST}/people",
    audience="unit",
    reply="letters.replies.ListedPeopleReply",
    query=INDEX,
    refuses=(errors.Invalid,),
)
def show_people(request: Request[None]) -> Any:
    """The people on the unit's own list, each with a state: listed, sent or bounced. It never tells
    whether somebody has answered.
    """
    return views.people(lister(request), request)


@routes.on(
    "POST",
    f"{_LIST}/corrections",
    audience="unit",
    body="letters.bodies.CorrectAddress",
    reply="letters.replies.AddressCorrectionReply",
    query=INDEX,
    refuses=CORRECTING,
)
def correct_address(request: Request[CorrectAddress]) -> Any:
    """Correct a bounced address; the link that was sent stops working. An address in another mail
    domain waits for the operations staff.
    """
    return views.correct(lister(request), request)
