"""A unit's people: report problems in sending, receiving and answering, read what was answered,
close them.
"""

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
    """The problems that the unit reported, with their answers, and whom it may ask."""
    mine, unit = lister(request), request.path["unit"]
    units = current.units(mine.round.id, request.now)
    found = reporting_incidents.list_incidents(mine.round.id, unit)
    helpers = reporting_incidents.helpers(mine.round.id, unit, request.now)
    return {
        "faults": [incident_views.incident(each, units) for each in found],
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
    """Report a fault to the operations staff; sent again under the same `save_id` it is the same
    report.
    """
    mine = lister(request)
    units = current.units(mine.round.id, request.now)
    incident = request.body.incident(units[request.path["unit"]], request.by.email, request.now)
    return incident_views.incident(reporting_incidents.report(mine, incident, request.now), units)


@routes.on(
    "POST",
    f"{_INCIDENTS}/{{fault}}/close",
    audience="unit",
    reply="people.incident_replies.ReportedIncidentReply",
)
def close_incident(request: Request[None]) -> Any:
    """Close a report of the unit's own: the fault is gone."""
    mine, unit = lister(request), request.path["unit"]
    found = reporting_incidents.close(
        mine.round.id, unit, request.path["fault"], request.by, request.now
    )
    return incident_views.incident(found, current.units(mine.round.id, request.now))
