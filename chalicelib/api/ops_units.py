"""Operations staff: how far the units are, and what is decided for one unit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import assigning
from chalicelib.actions.rounds import current, overview, scheduling
from chalicelib.api import views, views_assessment, views_units
from chalicelib.api.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.schemas_rounds import CloseWindow, OpenWindow

routes = Routes(__name__)
_UNITS = "/api/ops/rounds/{round}/units"
_WINDOW = f"{_UNITS}/{{unit}}/windows/{{window}}"


@routes.on("GET", _UNITS, audience="ops", reply="answers_ops.RoundUnits")
def list_units(request: Request[None]) -> Any:
    """Every unit: how far its sheet is, what it has sent, and what was decided for it alone."""
    return {
        "units": [
            views_units.standing(each, request.now)
            for each in overview.of_units(request.path["round"], request.now)
        ]
    }


@routes.on("GET", f"{_UNITS}/{{unit}}", audience="ops", reply="answers_ops.UnitOverview")
def show_unit(request: Request[None]) -> Any:
    """One unit: its windows as they count for it, what it has sent last, and whom to call there."""
    round_id, unit = request.path["round"], request.path["unit"]
    at = places.place(round_id, unit, "self_assessment", request.now)
    table = current.current_timetable(round_id, request.now).of(unit)
    contacts = [
        views_assessment.contact(each) for each in assigning.contacts(at)[0] if each.until is None
    ]
    return {
        "unit": unit,
        "name": views.text(at.unit.name),
        "windows": views_units.windows(table, request.now),
        "sent": views_assessment.sent(reading_submissions.find_sent(at)),
        "contacts": contacts,
    }


@routes.on(
    "POST",
    f"{_WINDOW}/open",
    audience="ops",
    body="schemas_rounds.OpenWindow",
    reply="answer_parts.Window",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def open_window(request: Request[OpenWindow]) -> Any:
    """Reopen or extend a window for one unit; a submitted sheet can be written again, and stays on
    record.
    """
    path, body = request.path, request.body
    table = scheduling.open_for_unit(
        path["round"],
        path["unit"],
        path["window"],
        body.until,
        body.reason,
        request.by,
        request.now,
    )
    return views.ops_window(table, path["window"], request.now)


@routes.on(
    "POST",
    f"{_WINDOW}/close",
    audience="ops",
    body="schemas_rounds.CloseWindow",
    reply="answer_parts.Window",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def close_window(request: Request[CloseWindow]) -> Any:
    """Close a window for one unit in ten seconds; `closes` says when exactly."""
    path = request.path
    table = scheduling.close_for_unit(
        path["round"], path["unit"], path["window"], request.body.reason, request.by, request.now
    )
    return views.ops_window(table, path["window"], request.now)


@routes.on(
    "GET",
    "/api/ops/rounds/{round}/units/{unit}/report/link",
    audience="ops",
    reply="answers_evidence.Link",
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report that the unit sent, good for five minutes; opening it
    is on record.
    """
    at = places.place(request.path["round"], request.path["unit"], "self_assessment", request.now)
    return reading_submissions.open_report(at, request.by, request.now)
