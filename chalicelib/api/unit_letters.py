"""A unit's people: what became of their letters, and reminders."""

from __future__ import annotations

from typing import Any

from chalicelib.actions import reminding
from chalicelib.api.routing import Request, Routes
from chalicelib.api.unit_lists import lister

routes = Routes(__name__)
_LIST = "/api/units/{round}/{unit}/lists/{group}"


@routes.on("POST", f"{_LIST}/nudge", audience="unit", answers="Nudged", status=202)
def nudge(request: Request[None]) -> Any:
    """Remind whoever of the unit's own list has not answered, as often as the round allows; once a day at most."""
    return reminding.nudge(lister(request), request.path["group"], request.query.get("index", ""), request.by,
                           request.now)
