"""Anyone: check a receipt or a printed report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.assessment import checking_receipts
from chalicelib.api import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.places import Place
    from chalicelib.api.assessment.submission_bodies import CheckApproval, CheckReceipt
    from chalicelib.domain.assessment.receipts import Receipt

routes = Routes(__name__)


@routes.on(
    "POST",
    "/public/v1/receipts/check",
    audience="public",
    body="assessment.submission_bodies.CheckReceipt",
    reply="assessment.receipt_replies.CheckedReceiptReply",
    refuses=(errors.NotFound,),
)
def check(request: Request[CheckReceipt]) -> Any:
    """Whether a receipt was issued here exactly as it is, and whether the self-assessment is still
    what was sent.
    """
    receipt = request.body.receipt_held()
    checked = checking_receipts.receipt(receipt, request.source, request.now)
    return {
        "valid": checked is not None,
        "round": receipt.round,
        "unit": receipt.unit,
        "submitted_at": receipt.submitted_at,
        "on_time": receipt.on_time,
        "receipt": receipt.receipt,
        "unchanged": checked.unchanged if checked else None,
        **_whose(checked.place if checked else None),
        "state": checked.state if checked else None,
        "later": _submission(checked.latest) if checked and checked.state == "replaced" else None,
    }


@routes.on(
    "POST",
    "/public/v1/approvals/check",
    audience="public",
    body="assessment.submission_bodies.CheckApproval",
    reply="assessment.receipt_replies.CheckedApprovalReply",
)
def check_approval(request: Request[CheckApproval]) -> Any:
    """Whether the digest on a printed report is that of an approval in force, or of what was
    sent.
    """
    body = request.body
    checked = checking_receipts.approval(
        body.round, body.unit, body.digest, request.source, request.now
    )
    return {
        "known": checked is not None,
        **_whose(checked.place if checked else None),
        "approved_at": checked.approval.approved_at if checked and checked.approval else None,
        "submission": _submission(checked.submission if checked else None),
        "unchanged": checked.unchanged if checked else None,
    }


def _whose(place: Place | None) -> dict[str, Any]:
    return {
        "title": views.text(place.round.title) if place else None,
        "name": views.text(place.unit.name) if place else None,
    }


def _submission(receipt: Receipt | None) -> dict[str, Any] | None:
    return (
        {
            part: getattr(receipt, part)
            for part in ("submitted_at", "on_time", "receipt", "report_sha256")
        }
        if receipt
        else None
    )
