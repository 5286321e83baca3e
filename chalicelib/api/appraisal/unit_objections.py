"""A unit's people: object to a criterion of the final result, with files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.appraisal import objecting
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.api.appraisal import objection_views
from chalicelib.api.evidence import views
from chalicelib.api.evidence.unit import paper
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.actions.places import Place
    from chalicelib.api.appraisal.objection_bodies import MakeObjection
    from chalicelib.api.evidence.bodies import ConfirmFile, DescribeFile, Nothing, WantForms
    from chalicelib.domain.appraisal.objections import Objection

routes = Routes(__name__)
_HERE = "/api/units/{round}/{unit}/objections"
_REFUSED = (errors.WindowClosed, errors.ChangedMeanwhile)


def _place(request: Request[Any]) -> Place:
    """Where the files of the own unit's objections are; Forbidden for any other unit."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return objecting.place(round_id, unit, request.now)


@routes.on("GET", _HERE, audience="unit", reply="appraisal.objection_replies.UnitObjectionsReply")
def show_objections(request: Request[None]) -> Any:
    """Until when the unit may object, and its objections with what the council decided."""
    place = _place(request)
    time = objecting.find_time(place)
    return {
        "closes": time.closes if time else None,
        "open": time is not None and request.now < time.closes,
        "release": time.release.number if time else None,
        "objections": _shown(request, place, objecting.list_of(place.round.id, place.unit.id)),
    }


def _shown(
    request: Request[Any], place: Place, objections: Sequence[Objection]
) -> list[dict[str, Any]]:
    files = objecting.files_of(objections, place.round.id, request.now)
    return [
        objection_views.objection(made, place.index, files[made.unit, made.id])
        for made in objections
    ]


@routes.on(
    "POST",
    _HERE,
    audience="unit",
    body="appraisal.objection_bodies.MakeObjection",
    reply="appraisal.objection_replies.ObjectionReply",
    refuses=(errors.WindowClosed, errors.Conflict),
)
def make_objection(request: Request[MakeObjection]) -> Any:
    """Object to a criterion, once for each final release, with the files uploaded for it."""
    place, body = _place(request), request.body
    made = objecting.make(place, body.leaf, body.reason, request.by, request.now)
    return _shown(request, place, [made])[0]


@routes.on(
    "POST",
    f"{_HERE}/evidence/forms",
    audience="unit",
    body="evidence.bodies.WantForms",
    reply="evidence.replies.FormsReply",
    refuses=_REFUSED,
)
def evidence_forms(request: Request[WantForms]) -> Any:
    """Forms for uploading PDF files, or JPEG and PNG images for reference, directly to S3, each for
    one new key.
    """
    uploads = [attaching.Upload(file.name, file.size, file.type) for file in request.body.files]
    place, by = _place(request), request.by.email
    return {"forms": attaching.forms(place, uploads, by, tokens.identifier, request.now)}


@routes.on(
    "POST",
    f"{_HERE}/evidence",
    audience="unit",
    body="evidence.bodies.ConfirmFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=_REFUSED,
)
def confirm_evidence(request: Request[ConfirmFile]) -> Any:
    """Confirm an uploaded file and give the criteria that it is for."""
    body, place = request.body, _place(request)
    return views.file(
        attaching.confirm(place, body.evidence, body.leaves, paper(body), request.now)
    )


@routes.on(
    "PUT",
    f"{_HERE}/evidence/{{evidence}}",
    audience="unit",
    body="evidence.bodies.DescribeFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=_REFUSED,
)
def describe_evidence(request: Request[DescribeFile]) -> Any:
    """Change what is said of a file and the criteria that it is for."""
    body, evidence = request.body, request.path["evidence"]
    told, place = paper(body), _place(request)
    return views.file(
        attaching.describe(place, evidence, body.leaves, told, body.version, request.now)
    )


@routes.on(
    "POST",
    f"{_HERE}/evidence/{{evidence}}/remove",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=_REFUSED,
)
def remove_evidence(request: Request[Nothing]) -> Any:
    """Remove a file from its criteria; it stays on record, and with an objection that was made."""
    evidence, by = request.path["evidence"], request.by.email
    return views.file(attaching.remove(_place(request), evidence, by, request.now))


@routes.on("GET", f"{_HERE}/evidence", audience="unit", reply="evidence.replies.EvidenceFilesReply")
def list_evidence(request: Request[None]) -> Any:
    """The files that were uploaded for objections."""
    files = replacing.list_files(_place(request), request.now)
    return {"files": [views.shown(file) for file in files]}


@routes.on(
    "GET",
    f"{_HERE}/evidence/{{evidence}}/link",
    audience="unit",
    reply="evidence.replies.LinkReply",
)
def link_evidence(request: Request[None]) -> Any:
    """A download link for a file of an objection, valid for five minutes."""
    return attaching.link(_place(request), request.path["evidence"], request.now)
