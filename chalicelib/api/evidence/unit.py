"""A unit's evidence: upload forms, what each file is and which criteria it is for, verdicts,
links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.evidence import archiving, attaching, replacing
from chalicelib.api import own_unit
from chalicelib.api.evidence import views
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Reply, Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.evidence.bodies import (
        ConfirmFile,
        DescribedFile,
        DescribeFile,
        Nothing,
        WantForms,
    )
    from chalicelib.domain.evidence.files import Paper

routes = Routes(__name__)


@routes.on(
    "POST",
    "/api/units/{round}/{unit}/evidence/forms",
    audience="unit",
    body="evidence.bodies.WantForms",
    reply="evidence.replies.FormsReply",
    refuses=LOCKED,
)
def evidence_forms(request: Request[WantForms]) -> Any:
    """Forms for uploading PDF files, or JPEG and PNG images for reference, directly to S3, each for
    one new key.
    """
    uploads = [attaching.Upload(file.name, file.size, file.type) for file in request.body.files]
    return {
        "forms": attaching.forms(
            own_unit.place(request), uploads, request.by.email, tokens.identifier, request.now
        )
    }


@routes.on(
    "POST",
    "/api/units/{round}/{unit}/evidence",
    audience="unit",
    body="evidence.bodies.ConfirmFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=LOCKED,
)
def confirm_evidence(request: Request[ConfirmFile]) -> Any:
    """Confirm an uploaded file and give the criteria that it is for."""
    body = request.body
    return views.file(
        attaching.confirm(
            own_unit.place(request), body.evidence, body.leaves, paper(body), request.now
        )
    )


@routes.on(
    "PUT",
    "/api/units/{round}/{unit}/evidence/{evidence}",
    audience="unit",
    body="evidence.bodies.DescribeFile",
    reply="evidence.replies.EvidenceFileReply",
    refuses=LOCKED,
)
def describe_evidence(request: Request[DescribeFile]) -> Any:
    """Change what is said of a file and the criteria that it is for."""
    body = request.body
    return views.file(
        attaching.describe(
            own_unit.place(request),
            request.path["evidence"],
            body.leaves,
            paper(body),
            body.version,
            request.now,
        )
    )


@routes.on(
    "POST",
    "/api/units/{round}/{unit}/evidence/{evidence}/remove",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.EvidenceFileReply",
    refuses=LOCKED,
)
def remove_evidence(request: Request[Nothing]) -> Any:
    """Remove a file from its criteria; it stays on record and no longer counts."""
    return views.file(
        attaching.remove(
            own_unit.place(request), request.path["evidence"], request.by.email, request.now
        )
    )


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/evidence",
    audience="unit",
    reply="evidence.replies.EvidenceFilesReply",
)
def list_evidence(request: Request[None]) -> Any:
    """The unit's confirmed files."""
    files = replacing.list_files(own_unit.place(request), request.now)
    return {"files": [views.shown(file) for file in files]}


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/evidence/{evidence}/link",
    audience="unit",
    reply="evidence.replies.LinkReply",
)
def link_evidence(request: Request[None]) -> Any:
    """A download link for an evidence file, valid for five minutes."""
    return attaching.link(own_unit.place(request), request.path["evidence"], request.now)


@routes.on(
    "POST",
    "/api/units/{round}/{unit}/evidence/archive",
    audience="unit",
    body="evidence.bodies.Nothing",
    reply="evidence.replies.ArchiveReply",
    status=202,
)
def ask_archive(request: Request[Nothing]) -> Any:
    """Ask for a zip of all the unit's evidence with a manifest; a job makes it."""
    place = own_unit.place(request)
    archiving.ask(place, tokens.identifier(), request.now)
    return Reply(archiving.look(place, request.now), 202)


@routes.on(
    "GET",
    "/api/units/{round}/{unit}/evidence/archive",
    audience="unit",
    reply="evidence.replies.ArchiveReply",
)
def show_archive(request: Request[None]) -> Any:
    """The state of the archive; once it is done, a download link valid for five minutes."""
    return archiving.look(own_unit.place(request), request.now)


def paper(body: DescribedFile) -> Paper:
    """The document of a file for the domain."""
    from chalicelib.domain.evidence.files import Paper

    return Paper(body.official, body.number, body.date, body.issuer, body.effective)
