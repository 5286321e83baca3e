"""Reading submissions: the latest submission of a unit with its signed report and evidence.

For the council and operations staff. What a unit has not submitted is not shown to the council.
Opening a file of a unit is audited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.assessment import approving
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.actions.places import Place
from chalicelib.domain.appraisal import sent_sheets
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.approvals import SignedReport
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence.files import EvidenceFile
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


def sheet_sent(round_id: str, unit: str) -> Sheet:
    """The unit's self-assessment as it was submitted; without entries if it never was."""
    return as_sent(sheets.key(round_id, unit, "self_assessment"))


def as_sent(key: str, kept: Sheet | None = None) -> Sheet:
    """The sheet of that key as it was submitted; `kept` is the stored one, where it was read."""
    sheet = sheets.get(key) if kept is None else kept
    reopened = sent_sheets.is_reopened(sheet)
    return sent_sheets.as_sent(sheet, sheets.list_saves(key) if reopened else ())


def sheets_sent(round_id: str, units: Iterable[str]) -> dict[str, Sheet]:
    """As `sheet_sent` for each of these units, by unit, and without explanations unless the sheet
    was reopened; read a hundred a call.
    """
    keys = {unit: sheets.key(round_id, unit, "self_assessment") for unit in units}
    found = sheets.list_without_texts(keys.values())
    return {unit: as_sent(key, found.get(key, Sheet())) for unit, key in keys.items()}


def files_sent(place: Place, sheet: Sheet) -> list[EvidenceFile]:
    """The files that the submission of the sheet had, by id, with their verdicts so far."""
    if sheet.submission is None:
        return []
    return sent_sheets.files_sent(sheet, attaching.list_all(place))


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


def open_sent(
    place: Place, evidence_id: str, by: Account, now: datetime, *, beside: bool = False
) -> dict[str, Any]:
    """As `open_evidence`, for a file that the unit has submitted; NotFound for any other."""
    sent = files_sent(place, sheets.get(place.key))
    if evidence_id not in {file.id for file in sent}:
        raise NotFound("Đơn vị chưa gửi tệp này.", "The unit has not submitted this file.")
    return open_evidence(place, evidence_id, by, now, beside=beside)


def open_evidence(
    place: Place, evidence_id: str, by: Account, now: datetime, *, beside: bool = False
) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for a file of the unit's evidence, good for five
    minutes, with `beside` for showing it within a page; NotFound.
    """
    link = attaching.link(place, evidence_id, now, beside=beside)
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
