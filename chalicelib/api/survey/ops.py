"""Operations staff: invitations, sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.letters import inviting
from chalicelib.actions.survey import sealing
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.survey.bodies import SealIndex

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/invite",
    audience="ops",
    reply="survey.replies.InvitedReply",
    status=202,
    refuses=(errors.WindowClosed,),
)
def invite(request: Request[None]) -> Any:
    """Queue a letter for everybody on sent lists who has none yet; some thousands in each call."""
    return {"queued": inviting.invite(request.path["round"], request.now)}


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/seal",
    audience="ops",
    body="survey.bodies.SealIndex",
    reply="survey.replies.SealedReply",
    status=202,
    refuses=(errors.Conflict, errors.WindowClosed),
)
def seal(request: Request[SealIndex]) -> Any:
    """Seal the boxes of an index for good; possible once the survey has closed. A job does it;
    `sealed` is true once it is done.
    """
    body = request.body
    done = sealing.request(
        request.path["round"], body.index, body.reason, request.by.email, request.now
    )
    return {"index": body.index, "sealed": done}
