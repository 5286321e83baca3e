"""Everybody: check a receipt, or a printed report, that one holds."""

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
    """Whether a receipt was issued here exactly as it is, and whether the sheet still is what
    was sent.
    """
    held = request.body.receipt_held()
    found = checking_receipts.receipt(held, request.source, request.now)
    return {
        "valid": found is not None,
        "round": held.round,
        "unit": held.unit,
        "submitted_at": held.submitted_at,
        "on_time": held.on_time,
        "receipt": held.receipt,
        "unchanged": found.unchanged if found else None,
        **_whose(found.place if found else None),
        "state": found.state if found else None,
        "later": _submission(found.latest) if found and found.state == "replaced" else None,
    }


@routes.on(
    "POST",
    "/public/v1/approvals/check",
    audience="public",
    body="assessment.submission_bodies.CheckApproval",
    reply="assessment.receipt_replies.CheckedApprovalReply",
)
def check_approval(request: Request[CheckApproval]) -> Any:
    """Whether the digest on a printed report is that of an approval in force or of what was
    sent.
    """
    body = request.body
    found = checking_receipts.approval(
        body.round, body.unit, body.digest, request.source, request.now
    )
    return {
        "known": found is not None,
        **_whose(found.place if found else None),
        "approved_at": found.approval.approved_at if found and found.approval else None,
        "submission": _submission(found.submission if found else None),
        "unchanged": found.unchanged if found else None,
    }


def _whose(at: Place | None) -> dict[str, Any]:
    return {
        "title": views.text(at.round.title) if at else None,
        "name": views.text(at.unit.name) if at else None,
    }


def _submission(found: Receipt | None) -> dict[str, Any] | None:
    return (
        {
            part: getattr(found, part)
            for part in ("submitted_at", "on_time", "receipt", "report_sha256")
        }
        if found
        else None
    )
