"""A unit's people: follow the survey's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.rounds import current
from chalicelib.actions.survey import following
from chalicelib.api.lists.unit import lister
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.survey import views

if TYPE_CHECKING:
    from chalicelib.domain.survey.progress import UnitProgress

routes = Routes(__name__)
_PROGRESS = "/api/units/{round}/{unit}/progress"


@routes.on("GET", _PROGRESS, audience="unit", reply="survey.replies.ProgressReply")
def show_progress(request: Request[None]) -> Any:
    """How many people were listed, invited and reached, and how many have answered, by group;
    counted once an hour.
    """
    return views.unit(_progress(request))


@routes.on("GET", f"{_PROGRESS}.xlsx", audience="unit", reply=WORKBOOK)
def download_progress(request: Request[None]) -> Any:
    """Survey progress as a workbook (.xlsx)."""
    progress = _progress(request)
    return views.workbook(
        following.unit_book(progress), f"tien-do-{progress.round.id}-{progress.unit.id}"
    )


def _progress(request: Request[None]) -> UnitProgress:
    own_lister = lister(request)
    return following.of_unit(
        own_lister,
        current.units(own_lister.round.id, request.now)[request.path["unit"]],
        request.now,
    )
