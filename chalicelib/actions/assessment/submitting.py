"""Submitting (“Gửi đi”): a complete, approved and signed sheet, once, with a receipt for all of
it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.actions.assessment import saving
from chalicelib.actions.assessment.approving import missing_of
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.aws.secrets import link_key
from chalicelib.domain.assessment import approvals, receipts, validity
from chalicelib.domain.assessment.approvals import SignedReport
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, sheets


def submit(place: Place, save_id: str, by: str, now: datetime) -> Receipt:
    """Submit the self-assessment; the same submission sent again gives the same receipt.

    Invalid names every leaf that lacks a value, or both evidence and explanation; ApprovalMissing
    and ReportMissing say what to do first. The sheet's version covers its evidence too, so what is
    digested is what is stored. A file that was not inspected yet counts, so that nobody misses the
    deadline because of our queue; the council sees its verdicts later.
    """

    def change(sheet: Sheet) -> Sheet:
        files = evidence.list_confirmed(place.key)
        if problems := missing_of(place, sheet, files):
            raise Invalid(
                "Chưa gửi được: còn mục cần hoàn thiện.",
                "Not sent: some criteria are not complete.",
                problems,
            )
        report = approvals.require_report(validity.require_approval(sheet))
        receipt = _receipt(place, sheet, files, report, now)
        return replace(
            sheet,
            version=sheet.version + 1,
            submitted_at=now,
            digest=receipt.digest,
            receipt=receipt.receipt,
            submission=receipt,
            sent=report,
        )

    def outcome(_before: Sheet, after: Sheet) -> dict[str, dict[str, Any]]:
        return {"": receipts.as_json(_of(after))}

    save = saving.commit(place, save_id, f"submit {by}", change, outcome, by, now)
    return receipts.from_json(save.changes[""])


def _receipt(
    place: Place, sheet: Sheet, files: list[EvidenceFile], report: SignedReport, now: datetime
) -> Receipt:
    digest = validity.digest_of(place.round.id, place.unit.id, sheet, files)
    timetable = current.timetable(place.round.id, now).of(place.unit.id)
    missed = timetable.missed(place.kind)
    on_time = receipts.is_on_time(missed, audit.first_instant(place.round.id) if missed else None)
    return receipts.signed(
        Receipt(
            place.round.id,
            place.unit.id,
            now,
            on_time,
            digest,
            report.sha256,
            report.version_id,
            receipts.number_of(digest),
        ),
        link_key(),
    )


def receipt(place: Place) -> Receipt:
    """The receipt of the latest submission; NotFound before there is one."""
    return _of(sheets.get(place.key))


def issued(place: Place) -> list[tuple[Receipt, str]]:
    """Every receipt the unit ever got, newest first, with its state (`receipts.with_states`)."""
    signed = [
        receipts.from_json(save.changes[""])
        for save in sheets.list_saves(place.key)
        if "signature" in save.changes.get("", {})
    ]
    return receipts.with_states(signed, sheets.get(place.key).submitted_at is not None)


def _of(sheet: Sheet) -> Receipt:
    if sheet.submission is None:
        raise NotFound(
            "Đơn vị chưa gửi nên chưa có biên nhận.",
            "Nothing was submitted yet, so there is no receipt.",
        )
    return sheet.submission
