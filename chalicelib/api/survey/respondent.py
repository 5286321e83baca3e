"""Respondents: open a personal link, answer once. There is no sign-in, only the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.survey import responding
from chalicelib.api.serving.refusals import LINK
from chalicelib.api.serving.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.survey.bodies import AnswerSheet, OpenLink

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/respond/open",
    audience="respondent",
    body="survey.bodies.OpenLink",
    reply="survey.replies.QuestionnaireReply",
    refuses=LINK,
)
def open_link(request: Request[OpenLink]) -> Any:
    """The questionnaire of a link; nothing is changed."""
    return responding.open_link(request.body.token, request.now)


@routes.on(
    "POST",
    "/api/respond/answer",
    audience="respondent",
    body="survey.bodies.AnswerSheet",
    reply="survey.replies.AnswerReceiptReply",
    refuses=LINK,
)
def answer(request: Request[AnswerSheet]) -> Any:
    """Submit the answers, once. The receipt is random and linked to nothing."""
    from chalicelib.domain.integrity.traces import Origin

    origin = Origin(request.source, request.headers.get("user-agent", ""))
    responding.answer(
        request.body.ballot, request.body.answers, tokens.identifier(), request.now, origin
    )
    return {"receipt": tokens.identifier()}
