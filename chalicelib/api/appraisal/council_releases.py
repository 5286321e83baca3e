"""Releases of results: the council sees them, the secretariat and operations staff make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import releasing
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import result_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.appraisal.result_bodies import ReleaseResult

routes = Routes(__name__)
_RELEASES = "/api/council/{round}/releases"


@routes.on(
    "GET", _RELEASES, audience="assigning", reply="appraisal.result_replies.ReleasesOverviewReply"
)
def show_releases(request: Request[None]) -> Any:
    """Each pass of each index: whether it is over, what is not appraised, what was released of it,
    and which units' results changed since.
    """
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    return _shown(request, releasing.overview(round_id, request.now))


@routes.on(
    "POST",
    _RELEASES,
    audience="secretariat",
    body="appraisal.result_bodies.ReleaseResult",
    reply="appraisal.result_replies.ReleasesOverviewReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def release_result(request: Request[ReleaseResult]) -> Any:
    """Release the result of a pass to the units of these indexes, at once and for good. What is
    changed afterwards they see with a further release.
    """
    round_id, body = request.path["round"], request.body
    request.by.require_secretariat(round_id)
    made = releasing.release(
        round_id,
        body.round_pass,
        body.indexes,
        body.waiting,
        body.version,
        body.reason,
        request.by,
        request.now,
    )
    return _shown(request, made)


def _shown(request: Request[Any], found: releasing.ReleasesOverview) -> Any:
    round_ = current.get(request.path["round"], request.now)
    return result_views.overview(found, round_)
