"""A unit's people: report incidents, read the replies, close incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.people import reporting_incidents
from chalicelib.actions.rounds import current
from chalicelib.api.lists.unit import lister
from chalicelib.api.people import incident_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.survey import views
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.people.incident_bodies import ReportIncident

routes = Routes(__name__)
_INCIDENTS = "/api/units/{round}/{unit}/faults"


@routes.on("GET", _INCIDENTS, audience="unit", reply="people.incident_replies.UnitIncidentsReply")
def show_incidents(request: Request[None]) -> Any:
    """The incidents that the unit reported, with the replies, and whom it may ask."""
    own_lister, unit = lister(request), request.path["unit"]
    units = current.units(own_lister.round.id, request.now)
    incidents = reporting_incidents.list_incidents(own_lister.round.id, unit)
    helpers = reporting_incidents.helpers(own_lister.round.id, unit, request.now)
    return {
        "faults": [incident_views.incident(incident, units) for incident in incidents],
        "helpers": views.helpers(helpers),
    }


@routes.on(
    "POST",
    _INCIDENTS,
    audience="unit",
    body="people.incident_bodies.ReportIncident",
    reply="people.incident_replies.ReportedIncidentReply",
    status=201,
    refuses=(errors.Conflict,),
)
def report_incident(request: Request[ReportIncident]) -> Any:
    """Report an incident to the operations staff; sent again under the same `save_id` it is the
    same report.
    """
    own_lister = lister(request)
    units = current.units(own_lister.round.id, request.now)
    incident = request.body.incident(units[request.path["unit"]], request.by.email, request.now)
    return incident_views.incident(
        reporting_incidents.report(own_lister, incident, request.now), units
    )


@routes.on(
    "POST",
    f"{_INCIDENTS}/{{fault}}/close",
    audience="unit",
    reply="people.incident_replies.ReportedIncidentReply",
)
def close_incident(request: Request[None]) -> Any:
    """Close an incident of the unit's own: the trouble is over."""
    own_lister, unit = lister(request), request.path["unit"]
    incident = reporting_incidents.close(
        own_lister.round.id, unit, request.path["fault"], request.by, request.now
    )
    return incident_views.incident(incident, current.units(own_lister.round.id, request.now))
