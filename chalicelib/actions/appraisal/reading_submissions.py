"""Vouching: that what is appraised is what was sent, for those who appraise and those who oversee.

Opening a unit's file is on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.assessment import approving
from chalicelib.actions.evidence import attaching
from chalicelib.actions.places import Place
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.approvals import SignedReport
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.errors import NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, evidence, sheets


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A submission as it is today; `unchanged`: the sheet still has the digest that the receipt
    names.
    """

    receipt: Receipt
    report: SignedReport
    unchanged: bool


def find_sent(at: Place) -> SentSheet | None:
    """The latest submission of a unit; None before there is one."""
    sheet = sheets.get(at.key)
    if sheet.submission is None or sheet.sent is None:
        return None
    digest = validity.digest_of(at.round.id, at.unit.id, sheet, evidence.list_confirmed(at.key))
    return SentSheet(
        sheet.submission, approving.with_verdicts(at, sheet.sent), digest == sheet.submission.digest
    )


def open_report(at: Place, by: Account, now: datetime) -> dict[str, Any]:
    """A download link for the signed report that was sent, good for five minutes; NotFound before
    it was.
    """
    sent = sheets.get(at.key).sent
    if sent is None:
        raise NotFound(
            "Đơn vị chưa gửi nên chưa có báo cáo đã ký.",
            "Nothing was submitted yet, so there is no signed report.",
        )
    link = approving.link_of(at, sent, now)
    audit.record(
        at.round.id, now, by.email, "open_report", at.unit.id, details={"sha256": sent.sha256}
    )
    return link


def open_evidence(at: Place, evidence_id: str, by: Account, now: datetime) -> dict[str, Any]:
    """A download link for a file of the unit's evidence, good for five minutes."""
    link = attaching.link(at, evidence_id, now)
    audit.record(at.round.id, now, by.email, "open_evidence", f"{at.unit.id}/{evidence_id}")
    return link
