"""A unit's evidence: forms for uploading, what each file is and serves, what the inspection found, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions import attaching
from chalicelib.api import views
from chalicelib.api.routing import Request, Routes
from chalicelib.api.units import place

if TYPE_CHECKING:
    from chalicelib.api.schemas import ConfirmFile, WantForms

routes = Routes(__name__)


@routes.on("POST", "/api/units/{round}/{unit}/evidence/forms", audience="unit", body="WantForms", answers="Forms")
def evidence_forms(request: Request[WantForms]) -> Any:
    """Forms for uploading PDF files straight to S3, each for one fresh key."""
    uploads = [attaching.Upload(file.name, file.size, file.type) for file in request.body.files]
    return {"forms": attaching.forms(place(request), uploads, request.by.email, tokens.identifier, request.now)}


@routes.on("POST", "/api/units/{round}/{unit}/evidence", audience="unit", body="ConfirmFile", answers="EvidenceFile")
def confirm_evidence(request: Request[ConfirmFile]) -> Any:
    """Confirm an uploaded file and say which leaves it serves."""
    body = request.body
    return views.file(attaching.confirm(place(request), body.evidence, body.leaves, request.now))


@routes.on("GET", "/api/units/{round}/{unit}/evidence", audience="unit", answers="EvidenceFiles")
def list_evidence(request: Request[None]) -> Any:
    """The unit's confirmed files."""
    return {"files": [views.file(file) for file in attaching.files(place(request))]}


@routes.on("GET", "/api/units/{round}/{unit}/evidence/{evidence}/link", audience="unit", answers="Link")
def link_evidence(request: Request[None]) -> Any:
    """A download link good for five minutes."""
    return attaching.link(place(request), request.path["evidence"], request.now)
