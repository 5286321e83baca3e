"""Objections of units: the council reads them, the chair or the secretariat records decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import objecting, reading_submissions
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import objection_views
from chalicelib.api.serving.queries import BESIDE
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.api.appraisal.objection_bodies import DecideObjection
    from chalicelib.domain.appraisal.objections import Objection

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/council/{round}/objections",
    audience="assigning",
    reply="appraisal.objection_replies.CouncilObjectionsReply",
)
def list_objections(request: Request[None]) -> Any:
    """Every objection of the units of the round with its files and what was decided."""
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    units = current.units(round_id, request.now)
    made = [each for each in objecting.list_of(round_id) if each.unit in units]
    return {
        "title": text(current.get(round_id, request.now).title),
        "objections": _shown(request, made),
    }


@routes.on(
    "POST",
    "/api/council/{round}/{unit}/objections/decide",
    audience="deciding",
    body="appraisal.objection_bodies.DecideObjection",
    reply="appraisal.objection_replies.CouncilObjectionReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def decide_objection(request: Request[DecideObjection]) -> Any:
    """Record the council's decision on an objection. A value accepts it and counts from now on; it
    reaches drafts at once, and the unit's result with the next release.
    """
    round_id, unit, body = request.path["round"], request.path["unit"], request.body
    request.by.require_council(round_id)
    made = objecting.find(round_id, unit, body.leaf, body.release)
    decided = objecting.decide(made, body.value, body.reason, request.by, request.now, round_id)
    return _shown(request, [decided])[0]


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/objections/evidence/{evidence}/link",
    audience="assigning",
    reply="evidence.replies.LinkReply",
    query=BESIDE,
)
def link_evidence(request: Request[None]) -> Any:
    """A link for a file of an objection, valid for five minutes; opening it is on record."""
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    place = places.place(round_id, request.path["unit"], objecting.KIND, request.now)
    beside = request.query.get("shown") == "beside"
    return reading_submissions.open_evidence(
        place, request.path["evidence"], request.by, request.now, beside=beside
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/objections/evidence/{evidence}/replacement/link",
    audience="assigning",
    reply="evidence.replies.LinkReply",
)
def link_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one of an objection, valid for five minutes; opening
    it is on record.
    """
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    place = places.place(round_id, request.path["unit"], objecting.KIND, request.now)
    evidence = request.path["evidence"]
    return reading_submissions.open_replacement(place, evidence, request.by, request.now)


def _shown(request: Request[Any], objections: Sequence[Objection]) -> list[dict[str, Any]]:
    round_id, now = request.path["round"], request.now
    round_, units = current.get(round_id, now), current.units(round_id, now)
    files = objecting.files_of(objections, round_id, now)
    return [
        objection_views.of_council(
            made, units[made.unit], round_.index(units[made.unit].index), files[made.unit, made.id]
        )
        for made in objections
    ]
