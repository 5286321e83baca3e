"""Requests of units that a criterion should not apply: the council reads them, the chair or the
secretariat records decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import asking_not_applicable
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import not_applicable_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.api.appraisal.not_applicable_bodies import DecideNotApplicable
    from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/council/{round}/not-applicable",
    audience="assigning",
    reply="appraisal.not_applicable_replies.CouncilNotApplicableReply",
)
def list_not_applicable(request: Request[None]) -> Any:
    """Every request of the units of the round with its files and what was decided."""
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    units = current.units(round_id, request.now)
    made = [each for each in asking_not_applicable.list_of(round_id) if each.unit in units]
    return {
        "title": text(current.get(round_id, request.now).title),
        "requests": _shown(request, made),
    }


@routes.on(
    "POST",
    "/api/council/{round}/{unit}/not-applicable/decide",
    audience="deciding",
    body="appraisal.not_applicable_bodies.DecideNotApplicable",
    reply="appraisal.not_applicable_replies.CouncilNotApplicableRequestReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def decide_not_applicable(request: Request[DecideNotApplicable]) -> Any:
    """Record the council's decision on a request. From an accepted one on the criterion does not
    apply to the unit; operations staff may withdraw that as any other ruling.
    """
    round_id, unit, body = request.path["round"], request.path["unit"], request.body
    request.by.require_council(round_id)
    decision = asking_not_applicable.Decision(
        body.accept, body.reason, body.document, body.dated.isoformat() if body.dated else ""
    )
    made = asking_not_applicable.find(round_id, unit, body.leaf, body.number)
    decided = asking_not_applicable.decide(round_id, made, decision, request.by, request.now)
    return _shown(request, [decided])[0]


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/not-applicable/evidence/{evidence}/link",
    audience="assigning",
    reply="evidence.replies.LinkReply",
)
def link_not_applicable_evidence(request: Request[None]) -> Any:
    """A link for a file of a request, valid for five minutes; opening it is on record."""
    path = request.path
    request.by.require_onlooker(path["round"])
    return asking_not_applicable.open_file(
        path["round"], path["unit"], path["evidence"], request.by, request.now
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/not-applicable/evidence/{evidence}/replacement/link",
    audience="assigning",
    reply="evidence.replies.LinkReply",
)
def link_not_applicable_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one of a request, valid for five minutes; opening it
    is on record.
    """
    path = request.path
    request.by.require_onlooker(path["round"])
    return asking_not_applicable.open_replacement(
        path["round"], path["unit"], path["evidence"], request.by, request.now
    )


def _shown(request: Request[Any], requests: Sequence[NotApplicableRequest]) -> list[dict[str, Any]]:
    round_id, now = request.path["round"], request.now
    round_ = current.get(round_id, now)
    files = asking_not_applicable.files_of(requests, round_id, now)
    units = {unit: current.unit(round_id, unit, now) for unit in {made.unit for made in requests}}
    return [
        not_applicable_views.of_council(
            made, units[made.unit], round_.index(units[made.unit].index), files[made.unit, made.id]
        )
        for made in requests
    ]
