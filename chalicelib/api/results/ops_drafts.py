"""Drafts: compute the rankings as often as wished and look at them; nothing becomes public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.results import asking, awaiting, reading_drafts
from chalicelib.actions.rounds import current
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.results.bodies import ComputeDrafts

routes = Routes(__name__)

# Operations staff, in every round; the secretariat of a council has `council_drafts`.
AUDIENCE = "ops"
_DRAFTS = "/api/ops/rounds/{round}/drafts"


@routes.on(
    "POST",
    _DRAFTS,
    audience=AUDIENCE,
    body="results.bodies.ComputeDrafts",
    reply="results.replies.DraftJobReply",
    status=202,
)
def compute_drafts(request: Request[ComputeDrafts]) -> Any:
    """Compute the rankings from what is stored and keep them as drafts; a job does it. Where
    nothing changed since the last draft, that one is named again.
    """
    job = asking.drafts(
        request.path["round"], tokens.identifier(), request.body.indexes, request.by, request.now
    )
    return Reply(reading_drafts.job_as_json(job), 202)


@routes.on("GET", _DRAFTS, audience=AUDIENCE, reply="results.replies.DraftsReply")
def list_drafts(request: Request[None]) -> Any:
    """The newest drafts of every index, the last jobs that computed some, and what is still to be
    decided before anything final is published.
    """
    round_id = request.path["round"]
    units, waiting = current.units(round_id, request.now), awaiting.list_open(round_id, request.now)
    return {
        "drafts": reading_drafts.list_drafts(round_id, request.now),
        "jobs": reading_drafts.list_jobs(round_id),
        "waiting_rulings": sum(each.is_ruling for each in waiting),
        "open_decisions": [
            {
                "kind": each.kind,
                "unit": each.unit,
                "name": text(units[each.unit].name),
                "index": units[each.unit].index,
                "leaf": each.leaf,
            }
            for each in waiting
        ],
    }


@routes.on(
    "GET", _DRAFTS + "/{index}/{draft}", audience=AUDIENCE, reply="results.replies.WholeDraftReply"
)
def show_draft(request: Request[None]) -> Any:
    """A draft: its ranking, what changed since the one before and why, and what its gaps do."""
    path = request.path
    number = path["draft"]
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise errors.NotFound
    return reading_drafts.show(path["round"], path["index"], int(number))
