"""Reading submissions: the latest submission of a unit with its signed report and evidence.

For the council and operations staff. Opening a file of a unit is audited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.assessment import approving
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.actions.places import Place
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.approvals import SignedReport
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.errors import NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, evidence, sheets


@dataclass(frozen=True, slots=True)
class SentSheet:
    """The latest submission of a unit; `unchanged` if the sheet still has the receipt's digest."""

    receipt: Receipt
    report: SignedReport
    unchanged: bool


def find_sent(place: Place) -> SentSheet | None:
    """The latest submission of a unit, its report with the verdicts so far; None if there is
    none.
    """
    sheet = sheets.get(place.key)
    if sheet.submission is None or sheet.sent is None:
        return None
    digest = validity.digest_of(
        place.round.id, place.unit.id, sheet, evidence.list_confirmed(place.key)
    )
    return SentSheet(
        sheet.submission,
        approving.with_verdicts(place, sheet.sent),
        digest == sheet.submission.digest,
    )


def open_report(place: Place, by: Account, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for the signed report of the submission, good for five
    minutes; NotFound if there is no submission.
    """
    sent = sheets.get(place.key).sent
    if sent is None:
        raise NotFound(
            "Đơn vị chưa gửi nên chưa có báo cáo đã ký.",
            "Nothing was submitted yet, so there is no signed report.",
        )
    link = approving.link_of(place, sent, now)
    audit.record(
        place.round.id, now, by.email, "open_report", place.unit.id, details={"sha256": sent.sha256}
    )
    return link


def open_evidence(place: Place, evidence_id: str, by: Account, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for a file of the unit's evidence, good for five
    minutes; NotFound.
    """
    link = attaching.link(place, evidence_id, now)
    audit.record(place.round.id, now, by.email, "open_evidence", f"{place.unit.id}/{evidence_id}")
    return link


def open_replacement(place: Place, evidence_id: str, by: Account, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for the file in place of one of the unit's evidence,
    good for five minutes; NotFound.
    """
    link = replacing.link(place, evidence_id, now)
    subject = f"{place.unit.id}/{evidence_id}"
    audit.record(place.round.id, now, by.email, "open_replacement", subject)
    return link
