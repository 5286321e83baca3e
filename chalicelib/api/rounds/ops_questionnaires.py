"""Operations staff: what respondents will be asked, and questionnaires copied from an earlier
round.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.actions.rounds import current, loading, revising
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.rounds.questionnaire_bodies import (
        CarryQuestionnaires,
        KeepQuestionnaires,
        NewQuestionnaires,
    )

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


@routes.on(
    "GET",
    f"{_ROUND}/questionnaires",
    audience="ops",
    reply="rounds.questionnaire_replies.QuestionnairesReply",
)
def show_questionnaires(request: Request[Any]) -> Any:
    """What respondents of each group will see, with version, digest, and the instant since which it
    is frozen.
    """
    round_ = current.get(request.path["round"], request.now)
    return revising.questionnaires(round_, {index.id for index in round_.indexes})


@routes.on(
    "PUT",
    f"{_ROUND}/questionnaires",
    audience="ops",
    body="rounds.questionnaire_bodies.KeepQuestionnaires",
    reply="rounds.questionnaire_replies.QuestionnairesReply",
    refuses=(errors.RoundInUse, errors.ChangedMeanwhile),
)
def keep_questionnaires(request: Request[KeepQuestionnaires]) -> Any:
    """Replace the questionnaires as the preview showed it; possible until somebody is invited."""
    round_id, body = request.path["round"], request.body
    loading.keep(round_id, body.document, body.earlier, body.digest, request.by, request.now)
    return show_questionnaires(request)


@routes.on(
    "GET",
    f"{_ROUND}/questionnaires/document",
    audience="ops",
    reply="rounds.questionnaire_replies.QuestionnaireDocumentReply",
)
def show_document(request: Request[None]) -> Any:
    """The questionnaires as contract §2 writes them: scales, and the questions of each index."""
    return loading.questionnaires(request.path["round"])


@routes.on(
    "POST",
    f"{_ROUND}/questionnaires/preview",
    audience="ops",
    body="rounds.questionnaire_bodies.NewQuestionnaires",
    reply="rounds.questionnaire_replies.QuestionnaireChangesReply",
)
def preview_questionnaires(request: Request[NewQuestionnaires]) -> Any:
    """What other questionnaires, from a file or from an earlier round, would change; nothing is
    kept.
    """
    body, round_ = request.body, current.get(request.path["round"], request.now)
    changes = loading.preview(round_.id, body.document, body.earlier)
    return {
        "digest": changes.digest,
        "left_out": problems.members(changes.left_out),
        "indexes": [
            {**asdict(difference), "title": text(round_.index(difference.index).title)}
            for difference in changes.differences
        ],
    }


@routes.on(
    "POST",
    f"{_ROUND}/questionnaires/carry-over",
    audience="ops",
    body="rounds.questionnaire_bodies.CarryQuestionnaires",
    reply="rounds.questionnaire_replies.CarriedQuestionnairesReply",
)
def carry_over(request: Request[CarryQuestionnaires]) -> Any:
    """The draft of a new round with this round's questionnaires, marked as copied; it is then
    loaded like any round.
    """
    document, left_out = revising.carry_over(request.body.draft, request.path["round"])
    return {"round": document, "left_out": problems.members(left_out)}
