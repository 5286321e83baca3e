"""The council: read submissions, appraise what is assigned in two passes, propose values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import (
    allowing,
    appraising,
    preparing,
    reading_submissions,
    seconding,
)
from chalicelib.actions.assessment import supplementing
from chalicelib.actions.evidence import replacing
from chalicelib.actions.rounds import current, ruling
from chalicelib.api.appraisal.views import comments, explanation_request, share, without
from chalicelib.api.assessment import sheet_views, submission_views, supplement_views
from chalicelib.api.evidence import views
from chalicelib.api.serving.queries import BESIDE
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text, windows
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


def _is_beside(request: Request[None]) -> bool:
    return request.query.get("shown") == "beside"


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
    round_, rows = current.get(round_id, request.now), appraising.overview(round_id, request.now)
    may = allowing.allowed_of(round_, [row.unit for row in rows], request.by)
    return {
        "units": [
            {
                "unit": row.unit.id,
                "name": text(row.unit.name),
                "index": row.unit.index,
                "submitted_at": row.sheet.submitted_at,
                "submission": receipts.submission(row.sheet.submission),
                "appraised": row.appraised,
                "leaves": row.total,
                "areas": {
                    area: share(len(codes) - len(row.waiting[area]), len(codes))
                    for area, codes in row.leaves.items()
                },
                "mine": share(*row.of(may[row.unit.id].appraises)),
            }
            for row in rows
        ]
    }


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/sheet",
    audience="council",
    reply="appraisal.replies.CouncilSheetReply",
)
def show_sheet(request: Request[None]) -> Any:
    """What a unit has submitted, what it has added since, both passes of the appraisal with what
    was proposed for them, and what the person appraises of it. Of what the person scores a second
    time nothing is told that the council gave.
    """
    from chalicelib.domain.appraisal import doubts

    place = _place(request)
    sent = reading_submissions.as_sent(place.key)
    files = reading_submissions.files_sent(place, sent)
    proposals = preparing.proposals(place.round.id, place.unit.id, request.now)
    may = allowing.allowed(place, request.by)
    hidden = seconding.hidden(place, request.by, request.now)
    later = _place(request, supplementing.KIND)
    added = supplementing.get(later)
    supplement = supplement_views.supplement(added, place.timetable.locks_at(supplementing.KIND))
    skipped = ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())
    return {
        "unit": place.unit.id,
        "name": text(place.unit.name),
        "index": place.unit.index,
        "windows": windows(place.timetable, request.now),
        "submitted_at": sent.submitted_at,
        "sent": submission_views.sent(reading_submissions.find_sent(place)),
        "entries": sheet_views.entries(sent, place.index),
        "evidence": [views.shown(file) for file in replacing.shown(place, files, request.now)],
        "supplement": {
            "digest": added.digest or None,
            "evidence": [views.shown(file) for file in replacing.list_files(later, request.now)],
            "entries": supplement["entries"],
        },
        "appraisals": {
            str(number): without(comments(sheet_views.entries(sheet, place.index)), hidden)
            for number, sheet in appraising.council_sheets(place.round.id, place.unit.id).items()
        },
        "doubts": doubts.of_sheet(place.index, sent, files, skipped),
        "requests": {
            asked.leaf: explanation_request(asked)
            for asked in supplementing.list_requests(place)
            if asked.leaf not in hidden
        },
        "proposals": {
            str(number): without(comments(sheet_views.entries(sheet, place.index)), hidden)
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
    query=BESIDE,
)
def link_evidence(request: Request[None]) -> Any:
    """A link for an evidence file that was submitted, valid for five minutes; opening a file is on
    record.
    """
    return reading_submissions.open_sent(
        _place(request),
        request.path["evidence"],
        request.by,
        request.now,
        beside=_is_beside(request),
    )


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/supplement/evidence/{evidence}/link",
    audience="council",
    reply="evidence.replies.LinkReply",
    query=BESIDE,
)
def link_added(request: Request[None]) -> Any:
    """A link for a file that was added after the first result, valid for five minutes;
    opening it is on record.
    """
    place = _place(request, supplementing.KIND)
    return reading_submissions.open_evidence(
        place, request.path["evidence"], request.by, request.now, beside=_is_beside(request)
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
    return {**shown, "entries": comments(shown["entries"])}


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
    return {**shown, "entries": comments(shown["entries"])}
