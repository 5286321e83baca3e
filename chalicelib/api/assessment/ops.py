"""Operations staff: how far every unit is with its self-assessment, and what it has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import assigning, overview
from chalicelib.actions.rounds import current
from chalicelib.api.assessment import submission_views, team_views
from chalicelib.api.rounds import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import ops_window, text
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.assessment.overview import UnitSheet

routes = Routes(__name__)
_UNITS = "/api/ops/rounds/{round}/units"


@routes.on("GET", _UNITS, audience="ops", reply="assessment.overview_replies.RoundUnitsReply")
def list_units(request: Request[None]) -> Any:
    """Every unit: how far its self-assessment is, what it has sent, and the windows that were
    decided for it alone.
    """
    return {
        "units": [
            _overview(unit_sheet, request.now)
            for unit_sheet in overview.of_units(request.path["round"], request.now)
        ]
    }


@routes.on(
    "GET",
    f"{_UNITS}/{{unit}}",
    audience="ops",
    reply="assessment.overview_replies.UnitOverviewReply",
)
def show_unit(request: Request[None]) -> Any:
    """One unit: its windows as they apply to it, its latest submission, and its current
    contacts.
    """
    round_id, unit = request.path["round"], request.path["unit"]
    place = places.place(round_id, unit, "self_assessment", request.now)
    table = current.latest_timetable(round_id, request.now).of(unit)
    contacts = [
        team_views.contact(contact)
        for contact in assigning.contacts(place)[0]
        if contact.until is None
    ]
    return {
        "unit": unit,
        "name": text(place.unit.name),
        "windows": views.windows(table, request.now),
        "sent": submission_views.sent(reading_submissions.find_sent(place)),
        "contacts": contacts,
    }


@routes.on(
    "GET", f"{_UNITS}/{{unit}}/report/link", audience="ops", reply="evidence.replies.LinkReply"
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report that the unit sent, valid for five minutes; opening it
    is on record.
    """
    place = places.place(
        request.path["round"], request.path["unit"], "self_assessment", request.now
    )
    return reading_submissions.open_report(place, request.by, request.now)


def _overview(unit_sheet: UnitSheet, now: datetime) -> dict[str, Any]:
    """How far the self-assessment of a unit is, what it has sent, and the windows decided for it
    alone.
    """
    sheet, sent = unit_sheet.sheet, unit_sheet.sheet.submission
    return {
        "unit": unit_sheet.unit.id,
        "name": text(unit_sheet.unit.name),
        "index": unit_sheet.unit.index,
        "region": unit_sheet.unit.region,
        "done": unit_sheet.done,
        "leaves": unit_sheet.leaves,
        "submission": receipts.submission(sent),
        "sent_at": sent.submitted_at if sent else None,
        "receipt": sent.receipt if sent else None,
        "reopened": sent is not None and sheet.submitted_at is None,
        "windows": {
            name: ops_window(unit_sheet.timetable, name, now)
            for name in unit_sheet.timetable.official
            if name in unit_sheet.timetable.own
        },
    }
