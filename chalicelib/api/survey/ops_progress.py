"""Operations staff: follow the whole survey."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.survey import counting, following
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.survey import views

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


@routes.on("GET", f"{_ROUND}/survey", audience="ops", reply="survey.replies.SurveyStateReply")
def show_survey(request: Request[None]) -> Any:
    """How far the survey is, by index, as it was counted last."""
    return views.summary(following.whole(request.path["round"], request.now))


@routes.on("GET", f"{_ROUND}/progress", audience="ops", reply="survey.replies.RoundProgressReply")
def show_progress(request: Request[None]) -> Any:
    """The whole survey by index, unit and group, as it was counted last."""
    return views.whole(following.whole(request.path["round"], request.now))


@routes.on("GET", f"{_ROUND}/progress.xlsx", audience="ops", reply=WORKBOOK)
def download_progress(request: Request[None]) -> Any:
    """The same as a workbook (.xlsx), three pages an index."""
    found = following.whole(request.path["round"], request.now)
    return views.workbook(following.round_book(found), f"tien-do-{found.round.id}")


@routes.on(
    "POST", f"{_ROUND}/progress/refresh", audience="ops", reply="survey.replies.SurveyStateReply"
)
def refresh(request: Request[None]) -> Any:
    """Count now, for operations staff alone; a count less than ten seconds old stands, and `at`
    says so.
    """
    counting.refresh(request.path["round"], request.now)
    return views.summary(following.whole(request.path["round"], request.now))
