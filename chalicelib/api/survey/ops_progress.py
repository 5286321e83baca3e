"""Operations staff: follow the progress of the whole survey."""

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
    """Survey progress by index, as last counted."""
    return views.summary(following.whole(request.path["round"], request.now))


@routes.on("GET", f"{_ROUND}/progress", audience="ops", reply="survey.replies.RoundProgressReply")
def show_progress(request: Request[None]) -> Any:
    """Survey progress by index, unit and group, as last counted."""
    return views.whole(following.whole(request.path["round"], request.now))


@routes.on("GET", f"{_ROUND}/progress.xlsx", audience="ops", reply=WORKBOOK)
def download_progress(request: Request[None]) -> Any:
    """Survey progress as a workbook (.xlsx), three pages for each index."""
    progress = following.whole(request.path["round"], request.now)
    return views.workbook(following.round_book(progress), f"tien-do-{progress.round.id}")


@routes.on(
    "POST", f"{_ROUND}/progress/refresh", audience="ops", reply="survey.replies.SurveyStateReply"
)
def refresh(request: Request[None]) -> Any:
    """Count now, for operations staff only; a count less than ten seconds old is kept, and `at` is
    its instant.
    """
    counting.refresh(request.path["round"], request.now)
    return views.summary(following.whole(request.path["round"], request.now))
