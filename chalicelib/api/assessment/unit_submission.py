"""A unit's people: approve, upload the signed report, send the self-assessment, keep the
receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.assessment import approving, importing, reporting, submitting
from chalicelib.actions.evidence import attaching
from chalicelib.api.assessment import submission_views, workbook_views
from chalicelib.api.own_unit import place
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
    """The sheet as a workbook (.xlsx) with drop-down lists and formulas, to be filled offline."""
    at = place(request)
    return _download(
        importing.workbook(at),
        f"tu-danh-gia-{at.round.id}-{at.unit.id}.xlsx",
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
    """What a filled workbook would change, every error and every doubt with its cell; nothing is
    saved by this.

    A part that somebody else changed since the workbook was made stands in `changes` alone, with
    both values: anyone who wants it, sends it too.
    """
    return workbook_views.preview(importing.preview(place(request), request.body.content))


@routes.on(
    "GET", f"{_UNIT}/approval", audience="unit", reply="assessment.submission_replies.ApprovalReply"
)
def show_approval(request: Request[None]) -> Any:
    """Whether the leader's approval is in force, with the signed report; and what is still missing,
    leaf by leaf.
    """
    at = place(request)
    return submission_views.approval(
        approving.state(at), lambda digest: reporting.code_of_digest(at, digest)
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
    """Approve the sheet as it is (leader only); any later edit of values, explanations or
    evidence voids it.
    """
    at, body = place(request), request.body
    made = approving.approve(at, body.save_id, body.version, request.by, request.now)
    return {
        "version": made.version,
        "digest": made.digest,
        "approved_at": made.approved_at,
        "approved_by": made.approved_by,
        "qr": reporting.code_of_digest(at, made.digest),
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
    """A form for uploading the signed report (PDF) of the approved sheet straight to S3."""
    upload = attaching.Upload(request.body.name, request.body.size, request.body.type)
    return approving.report_form(
        place(request), upload, request.by.email, tokens.identifier, request.now
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
    """Confirm the uploaded report; it goes with the approval in force."""
    return submission_views.report(
        approving.take_report(place(request), request.body.evidence, request.by.email, request.now)
    )


@routes.on(
    "GET", f"{_UNIT}/report", audience="unit", reply="assessment.submission_replies.ReportReply"
)
def show_report(request: Request[None]) -> Any:
    """What the report on the self-assessment says, for a print view; a draft until the leader has
    approved.
    """
    at = place(request)
    return submission_views.stated(
        reporting.report(at), lambda digest: reporting.code_of_digest(at, digest)
    )


@routes.on("GET", f"{_UNIT}/report.docx", audience="unit", reply=DOCX)
def download_report(request: Request[None]) -> Any:
    """The report as a DOCX file, ready to be signed once the leader has approved."""
    at = place(request)
    return _download(
        reporting.docx(at),
        f"bao-cao-{at.round.id}-{at.unit.id}.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def _download(content: bytes, name: str, kind: str) -> Reply:
    return Reply(
        content,
        200,
        {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@routes.on(
    "GET",
    f"{_UNIT}/report/link",
    audience="unit",
    reply="evidence.replies.LinkReply",
    refuses=(errors.ApprovalMissing, errors.ReportMissing),
)
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report, good for five minutes."""
    return approving.report_link(place(request), request.now)


@routes.on(
    "POST",
    f"{_UNIT}/submit",
    audience="unit",
    body="assessment.sheet_bodies.Submit",
    reply="assessment.receipt_replies.ReceiptReply",
    refuses=(*LOCKED, errors.ApprovalMissing, errors.ReportMissing),
)
def submit(request: Request[Submit]) -> Any:
    """Send the self-assessment; once, complete, approved, and with its signed report."""
    return submission_views.receipt(
        submitting.submit(place(request), request.body.save_id, request.by.email, request.now),
        reporting.proof,
    )


@routes.on(
    "GET", f"{_UNIT}/receipt", audience="unit", reply="assessment.receipt_replies.ReceiptReply"
)
def show_receipt(request: Request[None]) -> Any:
    """The receipt of the latest submission."""
    return submission_views.receipt(submitting.receipt(place(request)), reporting.proof)


@routes.on(
    "GET", f"{_UNIT}/receipts", audience="unit", reply="assessment.receipt_replies.ReceiptsReply"
)
def list_receipts(request: Request[None]) -> Any:
    """Every receipt the unit ever got, newest first: what became of it when the sheet was opened
    again.
    """
    return {
        "receipts": [
            {**submission_views.receipt(each, reporting.proof), "state": state}
            for each, state in submitting.issued(place(request))
        ]
    }
