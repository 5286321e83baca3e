"""Everybody: check a receipt one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import submitting
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.schemas import CheckReceipt

routes = Routes(__name__)


@routes.on("POST", "/public/v1/receipts/check", audience="public", body="CheckReceipt", answers="CheckedReceipt")
def check(request: Request[CheckReceipt]) -> Any:
    """Whether a receipt was issued here exactly as it stands, and whether the sheet still is what was sent."""
    held = request.body.receipt_held()
    valid, unchanged = submitting.check(held, request.now)
    return {"valid": valid, "round": held.round, "unit": held.unit, "submitted_at": held.submitted_at,
            "on_time": held.on_time, "receipt": held.receipt, "unchanged": unchanged}
