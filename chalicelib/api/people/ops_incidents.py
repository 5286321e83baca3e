"""Operations staff: read, reply to and close the incidents that units report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.people import reporting_incidents
from chalicelib.actions.rounds import current
from chalicelib.api.people import incident_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.people.incident_bodies import ReplyToIncident

routes = Routes(__name__)
_INCIDENTS = "/api/ops/rounds/{round}/faults"


@routes.on(
    "GET", _INCIDENTS, audience="ops", reply="people.incident_replies.ReportedIncidentsReply"
)
def list_incidents(request: Request[None]) -> Any:
    """Every incident that units of the round reported, latest first."""
    round_id = request.path["round"]
    units = current.units(round_id, request.now)
    return {
        "faults": [
            incident_views.incident(incident, units)
            for incident in reporting_incidents.list_incidents(round_id)
        ]
    }


@routes.on(
    "POST",
    f"{_INCIDENTS}/{{unit}}/{{fault}}/answer",
    audience="ops",
    body="people.incident_bodies.ReplyToIncident",
    reply="people.incident_replies.ReportedIncidentReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def reply_to_incident(request: Request[ReplyToIncident]) -> Any:
    """Reply to an incident; the unit is told in the application and by e-mail."""
    path, reply = request.path, request.body.reply(request.by.email, request.now)
    incident = reporting_incidents.answer(path["round"], path["unit"], path["fault"], reply)
    return incident_views.incident(incident, current.units(path["round"], request.now))


@routes.on(
    "POST",
    f"{_INCIDENTS}/{{unit}}/{{fault}}/close",
    audience="ops",
    reply="people.incident_replies.ReportedIncidentReply",
    refuses=(errors.ChangedMeanwhile,),
)
def close_incident(request: Request[None]) -> Any:
    """Close an incident: nothing is left to do."""
    path = request.path
    incident = reporting_incidents.close(
        path["round"], path["unit"], path["fault"], request.by, request.now
    )
    return incident_views.incident(incident, current.units(path["round"], request.now))
