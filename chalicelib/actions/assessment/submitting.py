"""Submit (“Gửi đi”): once, complete, approved and signed, with a receipt over everything that was
sent.
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


def submit(at: Place, save_id: str, by: str, now: datetime) -> Receipt:
    """Send the finished self-assessment; the same submission sent again gives the same receipt.

    Invalid names every leaf that lacks a value, or evidence and explanation both; ApprovalMissing
    and ReportMissing say what to do first. The sheet's version covers its evidence too, so what is
    digested is what is stored. A file that still waits for its inspection counts: nobody misses the
    deadline by our queue, and what is found later stands beside the file for the council to see.
    """

    def change(sheet: Sheet) -> Sheet:
        files = evidence.list_confirmed(at.key)
        if problems := missing_of(at, sheet, files):
            raise Invalid(
                "Chưa gửi được: còn mục cần hoàn thiện.",
                "Not sent: some criteria are not complete.",
                problems,
            )
        report = approvals.require_report(validity.require_approval(sheet))
        receipt = _receipt(at, sheet, files, report, now)
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

    save = saving.commit(at, save_id, f"submit {by}", change, outcome, by, now)
    return receipts.from_json(save.changes[""])


def _receipt(
    at: Place, sheet: Sheet, files: list[EvidenceFile], report: SignedReport, now: datetime
) -> Receipt:
    digest = validity.digest_of(at.round.id, at.unit.id, sheet, files)
    timetable = current.timetable(at.round.id, now).of(at.unit.id)
    missed = timetable.missed(at.kind)
    on_time = receipts.is_on_time(missed, audit.first_instant(at.round.id) if missed else None)
    return receipts.signed(
        Receipt(
            at.round.id,
            at.unit.id,
            now,
            on_time,
            digest,
            report.sha256,
            report.version_id,
            receipts.number_of(digest),
        ),
        link_key(),
    )


def receipt(at: Place) -> Receipt:
    """The receipt of the latest submission; NotFound before there is one."""
    return _of(sheets.get(at.key))


def issued(at: Place) -> list[tuple[Receipt, str]]:
    """Every receipt the unit ever got, newest first, with what became of it
    (`receipts.with_states`).
    """
    found = [
        receipts.from_json(save.changes[""])
        for save in sheets.list_saves(at.key)
        if "signature" in save.changes.get("", {})
    ]
    return receipts.with_states(found, sheets.get(at.key).submitted_at is not None)


def _of(sheet: Sheet) -> Receipt:
    if sheet.submission is None:
        raise NotFound(
            "Đơn vị chưa gửi nên chưa có biên nhận.",
            "Nothing was submitted yet, so there is no receipt.",
        )
    return sheet.submission
