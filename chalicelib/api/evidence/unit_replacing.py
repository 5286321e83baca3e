"""A unit's files in place of those that were found bad after they were sent, and files that are to
be examined again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions import places
from chalicelib.actions.evidence import attaching, reexamining, replacing
from chalicelib.api import own_unit
from chalicelib.api.evidence import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.places import Place
    from chalicelib.api.evidence.bodies import ConfirmReplacement, Nothing, WantedFile

routes = Routes(__name__)
_SENT = "/api/units/{round}/{unit}/evidence/{evidence}"
_ADDED = "/api/units/{round}/{unit}/supplement/evidence/{evidence}"
_OBJECTED = "/api/units/{round}/{unit}/objections/evidence/{evidence}"
_REFUSES = (errors.NotSubmitted, errors.Conflict, errors.WindowClosed)


def _added(request: Request[Any]) -> Place:
    """The supplement of the account's own unit; Forbidden for any other unit."""
    return _beside(request, "supplement")


def _objected(request: Request[Any]) -> Place:
    """The files of objections of the account's own unit; Forbidden for any other unit."""
    return _beside(request, "objection")


def _beside(request: Request[Any], kind: str) -> Place:
    sent = own_unit.place(request)
    return places.place(sent.round.id, sent.unit.id, kind, request.now)


def _again(place: Place, request: Request[Nothing]) -> Any:
    evidence, by = request.path["evidence"], request.by.email
    return views.shown(reexamining.ask(place, evidence, by, request.now))


def _form(place: Place, request: Request[WantedFile]) -> Any:
    body = request.body
    upload = attaching.Upload(body.name, body.size, body.type)
    return replacing.form(
        place, request.path["evidence"], upload, request.by.email, tokens.identifier, request.now
    )


def _confirm(place: Place, request: Request[ConfirmReplacement]) -> Any:
    file = replacing.confirm(
        place, request.path["evidence"], request.body.evidence, request.by.email, request.now
    )
    return views.replacement(file)


@routes.on(
    "POST",
    f"{_SENT}/replacement/form",
    audience="unit",
    body="evidence.bodies.WantedFile",
    reply="evidence.replies.FormReply",
    refuses=_REFUSES,
)
def replacement_form(request: Request[WantedFile]) -> Any:
    """A form for uploading a file of the same kind in place of one that was found bad after it had
    been sent.
    """
    return _form(own_unit.place(request), request)


@routes.on(
    "POST",
    f"{_SENT}/replacement",
    audience="unit",
    body="evidence.bodies.ConfirmReplacement",
    reply="evidence.replies.ReplacementReply",
    refuses=_REFUSES,
)
def replace_evidence(request: Request[ConfirmReplacement]) -> Any:
    """Record an uploaded file in place of one that was sent, once and on record; what was sent
    stays as it is.
    """
    return _confirm(own_unit.place(request), request)


@routes.on("GET", f"{_SENT}/replacement/link", audience="unit", reply="evidence.replies.LinkReply")
def link_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one that was sent, valid for five minutes."""
    return replacing.link(own_unit.place(request), request.path["evidence"], request.now)


@routes.on(
    "POST",
    f"{_ADDED}/replacement/form",
    audience="unit",
    body="evidence.bodies.WantedFile",
    reply="evidence.replies.FormReply",
    refuses=_REFUSES,
)
def added_replacement_form(request: Request[WantedFile]) -> Any:
    """A form for uploading a file in place of an added one that was found bad after the end."""
    return _form(_added(request), request)


@routes.on(
    "POST",
    f"{_ADDED}/replacement",
    audience="unit",
    body="evidence.bodies.ConfirmReplacement",
    reply="evidence.replies.ReplacementReply",
    refuses=_REFUSES,
)
def replace_added(request: Request[ConfirmReplacement]) -> Any:
    """Record an uploaded file in place of one that was added, once and on record."""
    return _confirm(_added(request), request)


@routes.on("GET", f"{_ADDED}/replacement/link", audience="unit", reply="evidence.replies.LinkReply")
def link_added_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one that was added, valid for five minutes."""
    return replacing.link(_added(request), request.path["evidence"], request.now)


@routes.on(
    "POST",
    f"{_OBJECTED}/replacement/form",
    audience="unit",
    body="evidence.bodies.WantedFile",
    reply="evidence.replies.FormReply",
    refuses=_REFUSES,
)
def objected_replacement_form(request: Request[WantedFile]) -> Any:
    """A form for uploading a file in place of one of an objection that was found bad afterwards."""
    return _form(_objected(request), request)


@routes.on(
    "POST",
    f"{_OBJECTED}/replacement",
    audience="unit",
    body="evidence.bodies.ConfirmReplacement",
    reply="evidence.replies.ReplacementReply",
    refuses=_REFUSES,
)
def replace_objected(request: Request[ConfirmReplacement]) -> Any:
    """Record an uploaded file in place of one of an objection, once and on record."""
    return _confirm(_objected(request), request)


@routes.on(
    "GET", f"{_OBJECTED}/replacement/link", audience="unit", reply="evidence.replies.LinkReply"
)
def link_objected_replacement(request: Request[None]) -> Any:
    """A download link for the file in place of one of an objection, valid for five minutes."""
    return replacing.link(_objected(request), request.path["evidence"], request.now)


@routes.on(
    "POST",
    f"{_SENT}/examine",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=(errors.Conflict,),
)
def examine_evidence(request: Request[Nothing]) -> Any:
    """Have a file examined again that has no result, or what was sent in its place."""
    return _again(own_unit.place(request), request)


@routes.on(
    "POST",
    f"{_ADDED}/examine",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=(errors.Conflict,),
)
def examine_added(request: Request[Nothing]) -> Any:
    """Have a file that was added examined again, if it has no result."""
    return _again(_added(request), request)


@routes.on(
    "POST",
    f"{_OBJECTED}/examine",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=(errors.Conflict,),
)
def examine_objected(request: Request[Nothing]) -> Any:
    """Have a file of an objection examined again, if it has no result."""
    return _again(_objected(request), request)
