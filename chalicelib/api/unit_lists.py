"""A unit's people: list respondents, send the lists, follow the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import listing, surveying
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.actions.listing import Lister
    from chalicelib.api.schemas_survey import RespondentList

routes = Routes(__name__)


def lister(request: Request[Any]) -> Lister:
    """The account's own unit as a lister; Forbidden for anybody else's."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return listing.lister_of(round_id, unit, request.now)


@routes.on("PUT", "/api/units/{round}/{unit}/lists/{group}", audience="unit", body="RespondentList", answers="KeptList")
def put_list(request: Request[RespondentList]) -> Any:
    """Replace the list of one group (`?index=` where several indexes have it), all or nothing."""
    rows = [row.respondent() for row in request.body.respondents]
    return listing.put(lister(request), request.path["group"], request.query.get("index", ""), rows, request.now)


@routes.on("POST", "/api/units/{round}/{unit}/lists/send", audience="unit", answers="SentLists")
def send_lists(request: Request[None]) -> Any:
    """Send all lists of the unit and lock them."""
    return listing.send(lister(request), request.query.get("index", ""), request.by, request.now)


@routes.on("GET", "/api/units/{round}/{unit}/progress", audience="unit", answers="Progress")
def show_progress(request: Request[None]) -> Any:
    """How many were listed, were invited and have answered, by group."""
    mine = lister(request)
    return surveying.progress(mine, request.path["unit"], request.now)
