"""Council members: accept what units sent for many criteria at once, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import accepting, undoing
from chalicelib.api.appraisal import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.appraisal.bodies import AcceptInBulk
    from chalicelib.api.evidence.bodies import Nothing

routes = Routes(__name__)
_HERE = "/api/council/{round}/acceptances"
_REFUSES = (errors.WindowClosed, errors.ChangedMeanwhile, errors.AlreadySubmitted)


@routes.on("GET", _HERE, audience="council", reply="appraisal.replies.AcceptancesReply")
def list_acceptances(request: Request[None]) -> Any:
    """The member's own bulk acceptances that accepted something, newest first."""
    round_id = request.path["round"]
    request.by.require_council(round_id)
    return {
        "acceptances": [views.acceptance(done) for done in undoing.list_own(round_id, request.by)]
    }


@routes.on(
    "POST",
    _HERE,
    audience="council",
    body="appraisal.bodies.AcceptInBulk",
    reply="appraisal.replies.AcceptanceReply",
    refuses=_REFUSES,
)
def accept(request: Request[AcceptInBulk]) -> Any:
    """Accept what units sent for these criteria. One that somebody has touched meanwhile, or that
    raises a doubt, stays as it is.
    """
    round_id, body = request.path["round"], request.body
    request.by.require_council(round_id)
    done = accepting.accept(
        round_id, body.act, body.round_pass, body.wanted(), request.by, request.now
    )
    return views.acceptance(done)


@routes.on(
    "POST",
    f"{_HERE}/{{act}}/undo",
    audience="council",
    body="evidence.bodies.Nothing",
    reply="appraisal.replies.AcceptanceReply",
    refuses=_REFUSES,
)
def undo(request: Request[Nothing]) -> Any:
    """Take an own bulk acceptance back while the pass is open; what somebody changed since stays as
    it is.
    """
    round_id = request.path["round"]
    request.by.require_council(round_id)
    return views.acceptance(undoing.undo(round_id, request.path["act"], request.by, request.now))
