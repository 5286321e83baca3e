"""A unit's people: add evidence and explanations after the first result, as a sheet with its own
addresses.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.assessment import saving, supplementing
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.api.assessment import sheet_views, supplement_views
from chalicelib.api.assessment.unit_team import history_of
from chalicelib.api.evidence import views
from chalicelib.api.evidence.unit import paper
from chalicelib.api.serving.queries import HISTORY
from chalicelib.api.serving.refusals import SUPPLEMENT
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import window
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.places import Place
    from chalicelib.api.assessment.sheet_bodies import SaveSheet
    from chalicelib.api.evidence.bodies import ConfirmFile, DescribeFile, Nothing, WantForms

routes = Routes(__name__)
_HERE = "/api/units/{round}/{unit}/supplement"


def _place(request: Request[Any]) -> Place:
    """The supplement of the account's own unit; Forbidden for any other unit."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return supplementing.place(round_id, unit, request.now)


def _ready(request: Request[Any], leaves: Collection[str] = ()) -> Place:
    """The supplement, if it may be added to now, for these leaves."""
    place = _place(request)
    supplementing.require_ready(place, request.now, leaves)
    return place


@routes.on(
    "GET", _HERE, audience="unit", reply="assessment.supplement_replies.SupplementStateReply"
)
def show_supplement(request: Request[None]) -> Any:
    """The window of the supplement, the first result once it is out, and the digest of what was
    added.
    """
    place = _place(request)
    added, result = supplementing.get(place), supplementing.first_result(place, request.now)
    return {
        "window": window(place.timetable, place.kind, request.now),
        "digest": added.digest or None,
        **sheet_views.lock(place.timetable, place.kind, added.sheet, request.by, request.now),
        "first_result": None if result is None else supplement_views.result(result, place.index),
        "requests": {} if result is None else supplementing.questions(place),
    }


@routes.on(
    "GET", f"{_HERE}/sheet", audience="unit", reply="assessment.supplement_replies.SupplementReply"
)
def show_sheet(request: Request[None]) -> Any:
    """The explanations that were added, by criterion."""
    place = _place(request)
    return supplement_views.supplement(
        supplementing.get(place), place.timetable.locks_at(place.kind)
    )


@routes.on(
    "POST",
    f"{_HERE}/sheet",
    audience="unit",
    body="assessment.sheet_bodies.SaveSheet",
    reply="assessment.sheet_replies.SavedReply",
    refuses=SUPPLEMENT,
)
def save_sheet(request: Request[SaveSheet]) -> Any:
    """Save explanations, all or nothing; a value is refused, since values stay as they were
    sent.
    """
    changes = [entry.change() for entry in request.body.entries]
    place, body = _ready(request, [change.leaf for change in changes]), request.body
    return sheet_views.saved(
        saving.save(place, body.save_id, changes, request.by.email, request.now), place.index
    )


@routes.on(
    "GET",
    f"{_HERE}/history",
    audience="unit",
    reply="assessment.team_replies.HistoryReply",
    query=HISTORY,
    refuses=(errors.Invalid,),
)
def history(request: Request[None]) -> Any:
    """Who added what, when, from what to what: of one criterion, or of all page by page; newest
    first.
    """
    return history_of(_place(request), request)


@routes.on(
    "POST",
    f"{_HERE}/evidence/forms",
    audience="unit",
    body="evidence.bodies.WantForms",
    reply="evidence.replies.FormsReply",
    refuses=SUPPLEMENT,
)
def evidence_forms(request: Request[WantForms]) -> Any:
    """Forms for uploading PDF files, or JPEG and PNG images for reference, directly to S3, each for
    one new key.
    """
    uploads = [attaching.Upload(file.name, file.size, file.type) for file in request.body.files]
    return {
        "forms": attaching.forms(
            _ready(request), uploads, request.by.email, tokens.identifier, request.now
        )
    }


@routes.on(
    "POST",
    f"{_HERE}/evidence",
    audience="unit",
    body="evidence.bodies.ConfirmFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=SUPPLEMENT,
)
def confirm_evidence(request: Request[ConfirmFile]) -> Any:
    """Confirm an uploaded file and give the criteria that it is for."""
    body = request.body
    place = _ready(request, body.leaves)
    return views.file(
        attaching.confirm(place, body.evidence, body.leaves, paper(body), request.now)
    )


@routes.on(
    "PUT",
    f"{_HERE}/evidence/{{evidence}}",
    audience="unit",
    body="evidence.bodies.DescribeFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=SUPPLEMENT,
)
def describe_evidence(request: Request[DescribeFile]) -> Any:
    """Change what is said of a file and the criteria that it is for."""
    body = request.body
    return views.file(
        attaching.describe(
            _ready(request, body.leaves),
            request.path["evidence"],
            body.leaves,
            paper(body),
            body.version,
            request.now,
        )
    )


@routes.on(
    "POST",
    f"{_HERE}/evidence/{{evidence}}/remove",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=SUPPLEMENT,
)
def remove_evidence(request: Request[Nothing]) -> Any:
    """Remove an added file from its criteria; it stays on record and no longer counts."""
    return views.file(
        attaching.remove(_ready(request), request.path["evidence"], request.by.email, request.now)
    )


@routes.on("GET", f"{_HERE}/evidence", audience="unit", reply="evidence.replies.EvidenceFilesReply")
def list_evidence(request: Request[None]) -> Any:
    """The files that were added."""
    files = replacing.list_files(_place(request), request.now)
    return {"files": [views.shown(file) for file in files]}


@routes.on(
    "GET",
    f"{_HERE}/evidence/{{evidence}}/link",
    audience="unit",
    reply="evidence.replies.LinkReply",
)
def link_evidence(request: Request[None]) -> Any:
    """A download link for a file that was added, valid for five minutes."""
    return attaching.link(_place(request), request.path["evidence"], request.now)
