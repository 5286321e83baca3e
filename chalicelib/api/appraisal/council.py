"""The council: read submissions, appraise what is assigned in two passes, propose values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, appraising, preparing, reading_submissions
from chalicelib.actions.assessment import supplementing
from chalicelib.actions.evidence import replacing
from chalicelib.api.assessment import sheet_views, submission_views, supplement_views
from chalicelib.api.evidence import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from chalicelib.actions.places import Place
    from chalicelib.api.appraisal.bodies import SaveAppraisals

routes = Routes(__name__)


def _place(request: Request[Any], kind: str = "self_assessment") -> Place:
    """The sheet of that kind of the unit in the path; Forbidden unless the person is a council
    member of the round.
    """
    request.by.require_council(request.path["round"])
    return places.place(request.path["round"], request.path["unit"], kind, request.now)


@routes.on(
    "GET",
    "/api/council/{round}/units",
    audience="council",
    reply="appraisal.replies.CouncilUnitsReply",
)
def list_units(request: Request[None]) -> Any:
    """Every unit: whether it has submitted, and how far its appraisal is."""
    round_id = request.path["round"]
    request.by.require_council(round_id)
    return {
        "units": [
            {
                "unit": unit.id,
                "name": text(unit.name),
                "index": unit.index,
                "submitted_at": sheet.submitted_at,
                "submission": receipts.submission(sheet.submission),
                "appraised": done,
                "leaves": leaves,
            }
            for unit, sheet, done, leaves in appraising.overview(round_id, request.now)
        ]
    }


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/sheet",
    audience="council",
    reply="appraisal.replies.CouncilSheetReply",
)
def show_sheet(request: Request[None]) -> Any:
    """The self-assessment of a unit, what it has sent, what it has added since, both passes of the
    appraisal with what was proposed for them, and what the person appraises of it.
    """
    place = _place(request)
    assessed, passes = appraising.sheets_of(place.round.id, place.unit.id)
    proposals = preparing.proposals(place.round.id, place.unit.id, request.now)
    may = allowing.allowed(place, request.by)
    later = _place(request, supplementing.KIND)
    added = supplementing.get(later)
    supplement = supplement_views.supplement(added, place.timetable.locks_at(supplementing.KIND))
    return {
        "unit": place.unit.id,
        "submitted_at": assessed.submitted_at,
        "sent": submission_views.sent(reading_submissions.find_sent(place)),
        "entries": sheet_views.entries(assessed, place.index),
        "evidence": [views.shown(file) for file in replacing.list_files(place, request.now)],
        "supplement": {
            "digest": added.digest or None,
            "evidence": [views.shown(file) for file in replacing.list_files(later, request.now)],
            "entries": supplement["entries"],
        },
        "appraisals": {
            str(number): _comments(sheet_views.entries(sheet, place.index))
            for number, sheet in passes.items()
        },
        "proposals": {
            str(number): _comments(sheet_views.entries(sheet, place.index))
            for number, sheet in proposals.items()
        },
        "appraises": list(may.appraises),
        "prepares": list(may.prepares),
        "own_unit": may.own_unit,
    }


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/evidence/{evidence}/link",
    audience="council",
    reply="evidence.replies.LinkReply",
)
def link_evidence(request: Request[None]) -> Any:
    """A download link for an evidence file, valid for five minutes; opening a file is on record."""
    return reading_submissions.open_evidence(
        _place(request), request.path["evidence"], request.by, request.now
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/supplement/evidence/{evidence}/link",
    audience="council",
    reply="evidence.replies.LinkReply",
)
def link_added(request: Request[None]) -> Any:
    """A download link for a file that was added after the first result, valid for five minutes;
    opening it is on record.
    """
    place = _place(request, supplementing.KIND)
    return reading_submissions.open_evidence(
        place, request.path["evidence"], request.by, request.now
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/evidence/{evidence}/replacement/link",
    audience="council",
    reply="evidence.replies.LinkReply",
)
def link_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one that was sent, valid for five minutes; opening
    it is on record.
    """
    return reading_submissions.open_replacement(
        _place(request), request.path["evidence"], request.by, request.now
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/supplement/evidence/{evidence}/replacement/link",
    audience="council",
    reply="evidence.replies.LinkReply",
)
def link_added_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one that was added after the first result, valid
    for five minutes; opening it is on record.
    """
    return reading_submissions.open_replacement(
        _place(request, supplementing.KIND), request.path["evidence"], request.by, request.now
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/report/link",
    audience="council",
    reply="evidence.replies.LinkReply",
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report that the unit sent, valid for five minutes; opening it
    is on record.
    """
    return reading_submissions.open_report(_place(request), request.by, request.now)


@routes.on(
    "POST",
    "/api/council/{round}/{unit}/appraisals",
    audience="council",
    body="appraisal.bodies.SaveAppraisals",
    reply="assessment.sheet_replies.SavedReply",
    refuses=(errors.WindowClosed, errors.ChangedMeanwhile),
)
def save_appraisals(request: Request[SaveAppraisals]) -> Any:
    """Save the council's values and comments of one pass, all or nothing."""
    body, place = request.body, _place(request, appraising.PASSES[request.body.round_pass])
    changes = [entry.change() for entry in body.entries]
    save = appraising.appraise(place, body.save_id, changes, request.by, request.now)
    shown = sheet_views.saved(save, place.index)
    return {**shown, "entries": _comments(shown["entries"])}


@routes.on(
    "POST",
    "/api/council/{round}/{unit}/proposals",
    audience="council",
    body="appraisal.bodies.SaveAppraisals",
    reply="assessment.sheet_replies.SavedReply",
    refuses=(errors.WindowClosed, errors.ChangedMeanwhile),
)
def save_proposals(request: Request[SaveAppraisals]) -> Any:
    """Save values and comments that a helper or the secretariat proposes for one pass, all or
    nothing; a proposal counts once the member saves it as the own value.
    """
    body, place = request.body, _place(request, appraising.PASSES[request.body.round_pass])
    changes = [entry.change() for entry in body.entries]
    save = preparing.prepare(place, body.save_id, changes, request.by, request.now)
    shown = sheet_views.saved(save, place.index)
    return {**shown, "entries": _comments(shown["entries"])}


def _comments(entries: dict[str, Any]) -> dict[str, Any]:
    return {code: _comment(entry) for code, entry in entries.items()}


def _comment(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with its explanation as the comment, and without `estimated`."""
    return {
        "comment" if name == "explanation" else name: value
        for name, value in entry.items()
        if name != "estimated"
    }
