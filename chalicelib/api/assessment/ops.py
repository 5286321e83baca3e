"""Operations staff: where every unit is with its self-assessment, and what it has sent."""

from __future__ import annotations

from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import assigning, overview
from chalicelib.actions.rounds import current
from chalicelib.api import views
from chalicelib.api.assessment import views as sheet_views
from chalicelib.api.rounds import views as round_views
from chalicelib.api.serving.routing import Request, Routes

routes = Routes(__name__)
_UNITS = "/api/ops/rounds/{round}/units"


@routes.on("GET", _UNITS, audience="ops", reply="assessment.overview_replies.RoundUnitsReply")
def list_units(request: Request[None]) -> Any:
    """Every unit: how far its sheet is, what it has sent, and what was decided for it alone."""
    return {
        "units": [
            sheet_views.standing(each, request.now)
            for each in overview.of_units(request.path["round"], request.now)
        ]
    }


@routes.on(
    "GET",
    f"{_UNITS}/{{unit}}",
    audience="ops",
    reply="assessment.overview_replies.UnitOverviewReply",
)
def show_unit(request: Request[None]) -> Any:
    """One unit: its windows as they count for it, what it has sent last, and whom to call there."""
    round_id, unit = request.path["round"], request.path["unit"]
    at = places.place(round_id, unit, "self_assessment", request.now)
    table = current.current_timetable(round_id, request.now).of(unit)
    contacts = [
        sheet_views.contact(each) for each in assigning.contacts(at)[0] if each.until is None
    ]
    return {
        "unit": unit,
        "name": views.text(at.unit.name),
        "windows": round_views.windows(table, request.now),
        "sent": sheet_views.sent(reading_submissions.find_sent(at)),
        "contacts": contacts,
    }


@routes.on(
    "GET", f"{_UNITS}/{{unit}}/report/link", audience="ops", reply="evidence.replies.LinkReply"
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report that the unit sent, good for five minutes; opening it
    is on record.
    """
    at = places.place(request.path["round"], request.path["unit"], "self_assessment", request.now)
    return reading_submissions.open_report(at, request.by, request.now)
