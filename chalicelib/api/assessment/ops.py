"""Operations staff: where every unit is with its self-assessment, and what it has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import assigning, overview
from chalicelib.actions.rounds import current
from chalicelib.api import views
from chalicelib.api.assessment import submission_views, team_views
from chalicelib.api.rounds import views as round_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.assessment.overview import UnitSheet

routes = Routes(__name__)
_UNITS = "/api/ops/rounds/{round}/units"


@routes.on("GET", _UNITS, audience="ops", reply="assessment.overview_replies.RoundUnitsReply")
def list_units(request: Request[None]) -> Any:
    """Every unit: how far its sheet is, what it has sent, and what was decided for it alone."""
    return {
        "units": [
            _overview(each, request.now)
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
    table = current.latest_timetable(round_id, request.now).of(unit)
    contacts = [
        team_views.contact(each) for each in assigning.contacts(at)[0] if each.until is None
    ]
    return {
        "unit": unit,
        "name": views.text(at.unit.name),
        "windows": round_views.windows(table, request.now),
        "sent": submission_views.sent(reading_submissions.find_sent(at)),
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


def _overview(found: UnitSheet, now: datetime) -> dict[str, Any]:
    """One unit: how far its sheet is, what it has sent, and the windows that were decided for it
    alone.
    """
    sheet, sent = found.sheet, found.sheet.submission
    return {
        "unit": found.unit.id,
        "name": views.text(found.unit.name),
        "index": found.unit.index,
        "region": found.unit.region,
        "done": found.done,
        "leaves": found.leaves,
        "submission": receipts.submission(sent),
        "sent_at": sent.submitted_at if sent else None,
        "receipt": sent.receipt if sent else None,
        "reopened": sent is not None and sheet.submitted_at is None,
        "windows": {
            name: views.ops_window(found.timetable, name, now)
            for name in found.timetable.official
            if name in found.timetable.own
        },
    }
