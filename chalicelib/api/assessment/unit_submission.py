"""A unit's people: approve, upload the signed report, send the self-assessment, get the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.assessment import approving, importing, reporting, submitting
from chalicelib.actions.evidence import attaching
from chalicelib.api import own_unit
from chalicelib.api.assessment import submission_views, workbook_views
from chalicelib.api.serving.media import DOCX, WORKBOOK
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.assessment.sheet_bodies import Submit
    from chalicelib.api.assessment.submission_bodies import Approve, ConfirmReport, PreviewWorkbook
    from chalicelib.api.evidence.bodies import WantedFile

routes = Routes(__name__)
_UNIT = "/api/units/{round}/{unit}"


@routes.on("GET", f"{_UNIT}/workbook", audience="unit", reply=WORKBOOK)
def download_workbook(request: Request[None]) -> Any:
    """The self-assessment as a workbook (.xlsx) with drop-down lists and formulas, to fill
    offline.
    """
    place = own_unit.place(request)
    return _download(
        importing.workbook(place),
        f"tu-danh-gia-{place.round.id}-{place.unit.id}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


@routes.on(
    "POST",
    f"{_UNIT}/workbook/preview",
    audience="unit",
    body="assessment.submission_bodies.PreviewWorkbook",
    reply="assessment.submission_replies.WorkbookPreviewReply",
)
def preview_workbook(request: Request[PreviewWorkbook]) -> Any:
    """What a filled workbook would change, and every error and every question with its cell;
    nothing is saved.

    A part that somebody else changed since the workbook was made is only in `changes`, with both
    values: to have it saved, send it too.
    """
    return workbook_views.preview(importing.preview(own_unit.place(request), request.body.content))


@routes.on(
    "GET", f"{_UNIT}/approval", audience="unit", reply="assessment.submission_replies.ApprovalReply"
)
def show_approval(request: Request[None]) -> Any:
    """Whether the leader's approval is in force, its signed report, and what is still missing, by
    criterion.
    """
    place = own_unit.place(request)
    return submission_views.approval(
        approving.state(place), lambda digest: reporting.code_of_digest(place, digest)
    )


@routes.on(
    "POST",
    f"{_UNIT}/approve",
    audience="unit",
    body="assessment.submission_bodies.Approve",
    reply="assessment.submission_replies.ApprovedReply",
    refuses=LOCKED,
)
def approve(request: Request[Approve]) -> Any:
    """Approve the self-assessment as it is (leader only); any later edit of values, explanations or
    evidence voids the approval.
    """
    place, body = own_unit.place(request), request.body
    approval = approving.approve(place, body.save_id, body.version, request.by, request.now)
    return {
        "version": approval.version,
        "digest": approval.digest,
        "approved_at": approval.approved_at,
        "approved_by": approval.approved_by,
        "qr": reporting.code_of_digest(place, approval.digest),
    }


@routes.on(
    "POST",
    f"{_UNIT}/report/forms",
    audience="unit",
    body="evidence.bodies.WantedFile",
    reply="evidence.replies.FormReply",
    refuses=(*LOCKED, errors.ApprovalMissing),
)
def report_form(request: Request[WantedFile]) -> Any:
    """A form for uploading the signed report (PDF) of the approved self-assessment directly to
    S3.
    """
    upload = attaching.Upload(request.body.name, request.body.size, request.body.type)
    return approving.report_form(
        own_unit.place(request), upload, request.by.email, tokens.identifier, request.now
    )


@routes.on(
    "POST",
    f"{_UNIT}/report",
    audience="unit",
    body="assessment.submission_bodies.ConfirmReport",
    reply="assessment.submission_replies.SignedReportReply",
    refuses=(*LOCKED, errors.ApprovalMissing),
)
def confirm_report(request: Request[ConfirmReport]) -> Any:
    """Confirm the uploaded report; it belongs to the approval in force."""
    return submission_views.report(
        approving.take_report(
            own_unit.place(request), request.body.evidence, request.by.email, request.now
        )
    )


@routes.on(
    "GET", f"{_UNIT}/report", audience="unit", reply="assessment.submission_replies.ReportReply"
)
def show_report(request: Request[None]) -> Any:
    """The content of the report on the self-assessment, for a print view; a draft until the leader
    has approved.
    """
    place = own_unit.place(request)
    return submission_views.stated(
        reporting.report(place), lambda digest: reporting.code_of_digest(place, digest)
    )


@routes.on("GET", f"{_UNIT}/report.docx", audience="unit", reply=DOCX)
def download_report(request: Request[None]) -> Any:
    """The report as a DOCX file, ready to be signed once the leader has approved."""
    place = own_unit.place(request)
    return _download(
        reporting.docx(place),
        f"bao-cao-{place.round.id}-{place.unit.id}.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def _download(content: bytes, name: str, kind: str) -> Reply:
    from chalicelib.domain.spelling.file_names import attachment

    return Reply(content, 200, {"Content-Type": kind, "Content-Disposition": attachment(name)})


@routes.on(
    "GET",
    f"{_UNIT}/report/link",
    audience="unit",
    reply="evidence.replies.LinkReply",
    refuses=(errors.ApprovalMissing, errors.ReportMissing),
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report, valid for five minutes."""
    return approving.report_link(own_unit.place(request), request.now)


@routes.on(
    "POST",
    f"{_UNIT}/submit",
    audience="unit",
    body="assessment.sheet_bodies.Submit",
    reply="assessment.receipt_replies.ReceiptReply",
    refuses=(*LOCKED, errors.ApprovalMissing, errors.ReportMissing),
)
def submit(request: Request[Submit]) -> Any:
    """Send the self-assessment, once: it must be complete, approved, and have its signed report."""
    return submission_views.receipt(
        submitting.submit(
            own_unit.place(request), request.body.save_id, request.by.email, request.now
        ),
        reporting.proof,
    )


@routes.on(
    "GET", f"{_UNIT}/receipt", audience="unit", reply="assessment.receipt_replies.ReceiptReply"
)
def show_receipt(request: Request[None]) -> Any:
    """The receipt of the latest submission."""
    return submission_views.receipt(submitting.receipt(own_unit.place(request)), reporting.proof)


@routes.on(
    "GET", f"{_UNIT}/receipts", audience="unit", reply="assessment.receipt_replies.ReceiptsReply"
)
def list_receipts(request: Request[None]) -> Any:
    """Every receipt of the unit, newest first, with its state."""
    return {
        "receipts": [
            {**submission_views.receipt(receipt, reporting.proof), "state": state}
            for receipt, state in submitting.issued(own_unit.place(request))
        ]
    }
