"""Drafts, by the door of the council's secretariat: it computes and reads them as operations staff
do, in its own round, and freezes them (`council_motions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.api.results import ops_drafts
from chalicelib.api.serving.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.results.bodies import ComputeDrafts

routes = Routes(__name__)
_DRAFTS = "/api/council/{round}/drafts"


@routes.on(
    "POST",
    _DRAFTS,
    audience="secretariat",
    body="results.bodies.ComputeDrafts",
    reply="results.replies.DraftJobReply",
    status=202,
)
def compute_council_drafts(request: Request[ComputeDrafts]) -> Any:
    """Compute the rankings from what is stored and keep them as drafts; a job does it."""
    return ops_drafts.compute_drafts(request)


@routes.on("GET", _DRAFTS, audience="secretariat", reply="results.replies.DraftsReply")
def list_council_drafts(request: Request[None]) -> Any:
    """The newest drafts of every index, and the last jobs that computed some."""
    return ops_drafts.list_drafts(request)


@routes.on(
    "GET",
    _DRAFTS + "/{index}/{draft}",
    audience="secretariat",
    reply="results.replies.WholeDraftReply",
)
def show_council_draft(request: Request[None]) -> Any:
    """A draft: its ranking, what changed since the one before and why, and what its gaps do."""
    return ops_drafts.show_draft(request)
