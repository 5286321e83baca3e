"""Operations staff: how the survey's letters and links go."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.actions import trying
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.schemas_letters import DecideMailing

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


@routes.on("GET", f"{_ROUND}/mailing", audience="ops", answers="Mailing")
def show_mailing(request: Request[None]) -> Any:
    """Whether the round is live, and its test addresses."""
    return asdict(trying.get(request.path["round"]))


@routes.on("PUT", f"{_ROUND}/mailing", audience="ops", body="DecideMailing", answers="Mailing")
def decide_mailing(request: Request[DecideMailing]) -> Any:
    """Take the round live, or hold all letters back but those to test addresses; what was held back goes out later."""
    body = request.body
    return asdict(trying.decide(request.path["round"], body.live, body.addresses, body.reason, request.by, request.now))
