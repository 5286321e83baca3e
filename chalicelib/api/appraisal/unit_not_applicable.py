"""A unit's people: ask that a criterion should not apply to the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import asking_not_applicable
from chalicelib.api import own_unit
from chalicelib.api.appraisal import not_applicable_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.actions.places import Place
    from chalicelib.api.appraisal.not_applicable_bodies import AskNotApplicable
    from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest

routes = Routes(__name__)
_HERE = "/api/units/{round}/{unit}/not-applicable"


@routes.on(
    "GET", _HERE, audience="unit", reply="appraisal.not_applicable_replies.UnitNotApplicableReply"
)
def show_not_applicable(request: Request[None]) -> Any:
    """The unit's requests with what was decided, and whether it may make one now."""
    place = own_unit.place(request)
    requests = asking_not_applicable.list_of(place.round.id, place.unit.id)
    return {
        "open": asking_not_applicable.is_open(place, request.now),
        "requests": _shown(place, requests, request),
    }


@routes.on(
    "POST",
    _HERE,
    audience="unit",
    body="appraisal.not_applicable_bodies.AskNotApplicable",
    reply="appraisal.not_applicable_replies.NotApplicableRequestReply",
    refuses=(errors.WindowClosed, errors.Conflict),
)
def ask_not_applicable(request: Request[AskNotApplicable]) -> Any:
    """Ask that a criterion should not apply to the unit, with a reason and the files it has there.
    The criterion applies until the council decides.
    """
    place, body = own_unit.place(request), request.body
    made = asking_not_applicable.ask(place, body.leaf, body.reason, request.by, request.now)
    return _shown(place, [made], request)[0]


def _shown(
    place: Place, requests: Sequence[NotApplicableRequest], request: Request[Any]
) -> list[dict[str, Any]]:
    files = asking_not_applicable.files_of(requests, place.round.id, request.now)
    return [
        not_applicable_views.request(made, place.index, files[made.unit, made.id])
        for made in requests
    ]
