"""The sheet of the unit of a signed-in person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.api.serving.routing import Request

if TYPE_CHECKING:
    from chalicelib.actions.places import Place


def place(request: Request[Any]) -> Place:
    """The self-assessment of the account's own unit; Forbidden for any other unit."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return places.place(round_id, unit, "self_assessment", request.now)
