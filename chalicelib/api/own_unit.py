"""The sheet that a signed-in person of a unit may open: their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.api.serving.routing import Request

if TYPE_CHECKING:
    from chalicelib.actions.places import Place


def place(request: Request[Any]) -> Place:
    """The unit's own sheet; Forbidden for anybody else's."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return places.place(round_id, unit, "self_assessment", request.now)
