"""Council members: ask a unit to explain a criterion in its supplement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import requesting
from chalicelib.api.appraisal import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.appraisal.bodies import AskExplanation

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/council/{round}/{unit}/requests",
    audience="council",
    body="appraisal.bodies.AskExplanation",
    reply="appraisal.replies.ExplanationRequestReply",
    refuses=(errors.WindowClosed, errors.NotSubmitted, errors.ChangedMeanwhile),
)
def ask_explanation(request: Request[AskExplanation]) -> Any:
    """Ask the unit about a criterion; an empty question withdraws the request. Where a unit was
    asked, its supplement takes exactly those criteria.
    """
    round_id, body = request.path["round"], request.body
    request.by.require_council(round_id)
    place = places.place(round_id, request.path["unit"], "appraisal_first", request.now)
    asked = requesting.ask(place, body.leaf, body.question, body.version, request.by, request.now)
    return views.explanation_request(asked)
