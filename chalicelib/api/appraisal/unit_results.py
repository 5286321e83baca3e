"""A unit's people: the council's result of their unit, once it was released."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.appraisal import showing_results
from chalicelib.api import own_unit
from chalicelib.api.appraisal import result_views
from chalicelib.api.serving.routing import Request, Routes

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/results",
    audience="unit",
    reply="appraisal.result_replies.UnitResultReply",
)
def show_results(request: Request[None]) -> Any:
    """What the unit gave itself, what the council gave in each pass that was released, criterion by
    criterion with reasons, and sums. No lines before anything was released.
    """
    place = own_unit.place(request)
    return result_views.unit_result(place, showing_results.show(place, request.now))
