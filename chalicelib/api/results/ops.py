"""Operations staff: publish rankings, and follow the publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.results import asking, publication_jobs
from chalicelib.actions.rounds import current
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.bodies import Because
    from chalicelib.api.results.bodies import Publish

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/rankings",
    audience="ops",
    body="results.bodies.Publish",
    reply="results.replies.PublicationJobReply",
    status=202,
    refuses=(errors.Conflict, errors.InputsChanged, errors.NotAgreed),
)
def publish(request: Request[Publish]) -> Any:
    """Publish the rankings of these drafts, or of what is stored, as a new version; a job does it,
    at once or at the instant that is set.

    Drafts are refused once an input has changed, and every such input is named. A final publication
    needs the agreement of the council to its drafts, where the round has a council. With something
    missing it is refused, and every gap is named, until `confirmed` gives a reason for each of
    them, or `confirm_gaps` one for all.
    """
    body = request.body
    confirmed: dict[str, str] = {}
    for gaps in body.confirmed:
        confirmed.update(dict.fromkeys(gaps.gaps, gaps.reason))
    wanted = asking.Wanted(
        tuple(body.indexes),
        body.status,
        body.reason,
        body.confirm_gaps,
        confirmed,
        body.drafts,
        body.typed,
        body.at,
    )
    job = asking.publication(
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


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/rankings/jobs/{job}/cancel",
    audience="ops",
    body="bodies.Because",
    reply="results.replies.PublicationJobReply",
    refuses=(errors.Conflict,),
)
def cancel_job(request: Request[Because]) -> Any:
    """Call off a publication that still waits for its instant."""
    job = asking.cancel(
        request.path["round"], request.path["job"], request.body.reason, request.by, request.now
    )
    return publication_jobs.as_json(job)
