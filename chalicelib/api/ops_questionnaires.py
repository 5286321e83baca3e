"""Operations staff: what respondents will be asked, and last year's questionnaires taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import revising, rounds
from chalicelib.api import problems
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.schemas_lists import CarryQuestionnaires

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


@routes.on("GET", f"{_ROUND}/questionnaires", audience="ops", answers="Questionnaires")
def show_questionnaires(request: Request[None]) -> Any:
    """What respondents of each group will see, with version, digest, and since when it is frozen."""
    round_ = rounds.get(request.path["round"], request.now)
    return revising.questionnaires(round_, {index.id for index in round_.indexes})


@routes.on("POST", f"{_ROUND}/questionnaires/carry-over", audience="ops", body="CarryQuestionnaires",
           answers="CarriedQuestionnaires")
def carry_over(request: Request[CarryQuestionnaires]) -> Any:
    """A draft of a new round with this round's questionnaires, marked as copied; to be loaded as every round is."""
    made, left_out = revising.carry_over(request.body.draft, request.path["round"])
    return {"round": made, "left_out": [problems.member(each) for each in left_out]}
