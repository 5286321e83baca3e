"""Council members: see what was sent, appraise the areas assigned to them, in two passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import appraising, attaching, saving
from chalicelib.api import views
from chalicelib.api.routing import Request, Routes
from chalicelib.domain import receipts

if TYPE_CHECKING:
    from chalicelib.api.schemas import SaveAppraisals

routes = Routes(__name__)
_KINDS = {1: "appraisal_first", 2: "appraisal_final"}


@routes.on("GET", "/api/council/{round}/units", audience="council", answers="CouncilUnits")
def list_units(request: Request[None]) -> Any:
    """Every unit: whether it has submitted, and how far its appraisal is."""
    round_id = request.path["round"]
    request.by.require_council(round_id)
    return {"units": [
        {"unit": unit.id, "name": views.text(unit.name), "index": unit.index, "submitted_at": sheet.submitted_at,
         "submission": receipts.submission(sheet.submission), "appraised": done, "leaves": leaves}
        for unit, sheet, done, leaves in appraising.overview(round_id, request.now)
    ]}


@routes.on("GET", "/api/council/{round}/{unit}/sheet", audience="council", answers="CouncilSheet")
def show_sheet(request: Request[None]) -> Any:
    """A unit's self-assessment, its evidence and both passes of the appraisal."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_council(round_id)
    at = saving.place(round_id, unit, "self_assessment", request.now)
    own, passes = appraising.sheets_of(round_id, unit)
    return {
        "unit": unit, "submitted_at": own.submitted_at, "entries": views.entries(own, at.index),
        "evidence": [views.file(file) for file in attaching.files(at)],
        "appraisals": {str(number): _comments(views.entries(sheet, at.index)) for number, sheet in passes.items()},
    }


@routes.on("GET", "/api/council/{round}/{unit}/evidence/{evidence}/link", audience="council", answers="Link")
def link_evidence(request: Request[None]) -> Any:
    """A download link good for five minutes."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_council(round_id)
    return attaching.link(saving.place(round_id, unit, "self_assessment", request.now), request.path["evidence"],
                          request.now)


@routes.on("POST", "/api/council/{round}/{unit}/appraisals", audience="council", body="SaveAppraisals", answers="Saved")
def save_appraisals(request: Request[SaveAppraisals]) -> Any:
    """Save the council's values and comments of one pass, all or nothing."""
    round_id, unit, body = request.path["round"], request.path["unit"], request.body
    request.by.require_council(round_id)
    at = saving.place(round_id, unit, _KINDS[body.round_pass], request.now)
    changes = [entry.change() for entry in body.entries]
    save = appraising.appraise(at, body.save_id, changes, request.by, request.now)
    shown = views.saved(save, at.index)
    return {**shown, "entries": _comments(shown["entries"])}


def _comments(entries: dict[str, Any]) -> dict[str, Any]:
    return {code: {"comment" if name == "explanation" else name: value for name, value in entry.items()
                   if name != "estimated"}
            for code, entry in entries.items()}
