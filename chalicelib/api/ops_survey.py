"""Operations staff: lists by the authority, invitations, the state of the survey, sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import inviting, listing, sealing, surveying
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.schemas_survey import RespondentList, SealIndex

routes = Routes(__name__)


@routes.on("PUT", "/api/ops/rounds/{round}/lists/{group}", audience="ops", body="RespondentList", answers="KeptList")
def put_list(request: Request[RespondentList]) -> Any:
    """Replace a list that the authority keeps itself (`?index=` where several indexes have the group)."""
    authority = listing.lister_of(request.path["round"], None, request.now)
    rows = [row.respondent() for row in request.body.respondents]
    return listing.put(authority, request.path["group"], request.query.get("index", ""), rows, request.now)


@routes.on("POST", "/api/ops/rounds/{round}/lists/send", audience="ops", answers="SentLists")
def send_lists(request: Request[None]) -> Any:
    """Send the authority's lists (of one index with `?index=`) and lock them."""
    authority = listing.lister_of(request.path["round"], None, request.now)
    return listing.send(authority, request.query.get("index", ""), request.by, request.now)


@routes.on("POST", "/api/ops/rounds/{round}/invite", audience="ops", answers="Invited", status=202)
def invite(request: Request[None]) -> Any:
    """Queue a letter for everybody on sent lists who has none yet; some thousands a call."""
    return {"queued": inviting.invite(request.path["round"], request.now)}


@routes.on("GET", "/api/ops/rounds/{round}/survey", audience="ops", answers="SurveyState")
def show_survey(request: Request[None]) -> Any:
    """How far the survey is, by index."""
    return surveying.survey(request.path["round"], request.now)


@routes.on("POST", "/api/ops/rounds/{round}/seal", audience="ops", body="SealIndex", answers="Sealed",
           status=202)
def seal(request: Request[SealIndex]) -> Any:
    """Seal the ballots of an index for good; possible once the survey has closed. A job does it: `sealed` says when."""
    body = request.body
    done = sealing.request(request.path["round"], body.index, body.reason, request.by.email, request.now)
    return {"index": body.index, "sealed": done}
