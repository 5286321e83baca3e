"""A unit's people: read the criteria, fill the self-assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.assessment import assessing, saving
from chalicelib.actions.lists import listing, reviewing
from chalicelib.api import own_unit, views
from chalicelib.api.assessment import sheet_views
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from chalicelib.api.assessment.sheet_bodies import SaveSheet

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/units/{round}/{unit}",
    audience="unit",
    reply="assessment.sheet_replies.UnitStateReply",
)
def show_unit(request: Request[None]) -> Any:
    """The state of the unit: windows, progress, whether it has submitted."""
    place = own_unit.place(request)
    sheet, done = assessing.overview(place)
    lister = listing.lister_of(place.round.id, place.unit.id, request.now)
    return {
        "round": place.round.id,
        "index": place.unit.index,
        "unit": {"id": place.unit.id, "name": views.text(place.unit.name)},
        "title": views.text(place.round.title),
        "windows": views.windows(place.timetable, request.now),
        "submitted_at": sheet.submitted_at,
        "receipt": sheet.receipt or None,
        "submission": receipts.submission(sheet.submission),
        "progress": done,
        **sheet_views.lock(place.timetable, place.kind, sheet, request.by, request.now),
        "lists": reviewing.overview(lister, request.now),
    }


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/criteria",
    audience="unit",
    reply="assessment.sheet_replies.CriteriaReply",
)
def show_criteria(request: Request[None]) -> Any:
    """The criteria tree of the unit's index; each criterion with points says whether it applies to
    the unit.
    """
    place = own_unit.place(request)
    return assessing.criteria(place)


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/sheet",
    audience="unit",
    reply="assessment.sheet_replies.SheetReply",
)
def show_sheet(request: Request[None]) -> Any:
    """Everything saved so far, with points by rule and totals."""
    place = own_unit.place(request)
    sheet, files, not_applicable = assessing.sheet(place)
    entries = sheet_views.entries(sheet, place.index)
    for code in place.index.leaves:
        attached = [file.id for file in files if code in file.leaves]
        if code in entries or attached:
            entries.setdefault(
                code,
                {
                    "value": None,
                    "explanation": "",
                    "estimated": False,
                    "version": 0,
                    "points": None,
                    "saved_at": None,
                    "saved_by": "",
                },
            )["evidence"] = attached
    return {
        "version": sheet.version,
        "locks_at": sheet.locks_at or place.timetable.locks_at(place.kind),
        "submitted_at": sheet.submitted_at,
        "receipt": sheet.receipt or None,
        "sent_at": sheet.submission.submitted_at if sheet.submission else None,
        "entries": entries,
        "totals": sheet_views.totals(sheet, place.index, not_applicable),
    }


@routes.on(
    "POST",
    "/api/units/{round}/{unit}/sheet",
    audience="unit",
    body="assessment.sheet_bodies.SaveSheet",
    reply="assessment.sheet_replies.SavedReply",
    refuses=LOCKED,
)
def save_sheet(request: Request[SaveSheet]) -> Any:
    """Save many criteria at once, all or nothing."""
    place, body = own_unit.place(request), request.body
    changes = [entry.change() for entry in body.entries]
    return sheet_views.saved(
        saving.save(place, body.save_id, changes, request.by.email, request.now), place.index
    )
