"""Operations staff: publish rankings, and follow the publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.results import publication_jobs, publishing
from chalicelib.actions.rounds import current
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.results.bodies import Publish

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/rankings",
    audience="ops",
    body="results.bodies.Publish",
    reply="results.replies.PublicationJobReply",
    status=202,
    refuses=(errors.Conflict,),
)
def publish(request: Request[Publish]) -> Any:
    """Recompute the rankings from what is stored and publish them as a new version; a job does it.

    A final publication with something missing is refused, and every gap is named, until `confirmed`
    gives a reason for each of them, or `confirm_gaps` one for all.
    """
    body = request.body
    confirmed: dict[str, str] = {}
    for gaps in body.confirmed:
        confirmed.update(dict.fromkeys(gaps.gaps, gaps.reason))
    wanted = publishing.Wanted(
        tuple(body.indexes), body.status, body.reason, body.confirm_gaps, confirmed
    )
    job = publishing.request(
        request.path["round"], tokens.identifier(), wanted, request.by, request.now
    )
    return Reply(publication_jobs.as_json(job), 202)


@routes.on(
    "GET",
    "/api/ops/rounds/{round}/rankings/jobs",
    audience="ops",
    reply="results.replies.PublicationJobsReply",
)
def list_jobs(request: Request[None]) -> Any:
    """Every publication that was asked for, latest first."""
    current.get(request.path["round"], request.now)
    return {
        "jobs": [
            publication_jobs.as_json(job)
            for job in publication_jobs.list_jobs(request.path["round"])
        ]
    }


@routes.on(
    "GET",
    "/api/ops/rounds/{round}/rankings/jobs/{job}",
    audience="ops",
    reply="results.replies.PublicationJobReply",
)
def show_job(request: Request[None]) -> Any:
    """The state of a publication."""
    return publication_jobs.as_json(
        publication_jobs.get(request.path["round"], request.path["job"])
    )
