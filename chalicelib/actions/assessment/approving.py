"""Approval: the leader approves one exact state of the sheet; the signed report of that state is
uploaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.assessment import saving
from chalicelib.actions.evidence import inspecting
from chalicelib.actions.evidence.attaching import LINK_LIFE, Upload
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.aws import evidence_files
from chalicelib.domain.assessment import approvals, completeness, validity
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.evidence import files as evidence
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.people.accounts import Account
from chalicelib.store import evidence as files_store
from chalicelib.store import sheets


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """The state of a sheet's approval; `missing` is what still keeps the sheet from being
    approved and sent.

    `doubts` keep it from nothing: values that should be looked at again.
    """

    sheet: Sheet
    state: str
    report: SignedReport | None
    missing: list[Problem]
    doubts: list[Problem]


def standing(at: Place) -> ApprovalState:
    """The approval as it is, and what is still missing or strange, leaf by leaf."""
    sheet, skipped = sheets.get(at.key), _skipped(at)
    missing = completeness.missing(sheet, at.index, skipped, files_store.list_confirmed(at.key))
    report = sheet.approval.report if sheet.approval else None
    return ApprovalState(
        sheet,
        validity.state(sheet, missing),
        with_verdicts(at, report) if report else None,
        missing,
        completeness.doubts(sheet, at.index, skipped),
    )


def approve(at: Place, save_id: str, version: int, by: Account, now: datetime) -> Approval:
    """Approve the sheet of that version; Forbidden unless by the leader, ChangedMeanwhile if it is
    another by now.

    Invalid names every leaf that is not complete: nobody signs a report that could not be sent.
    """
    approvals.require_leader(by)

    def change(sheet: Sheet) -> Sheet:
        validity.require_version(sheet, version)
        files = files_store.list_confirmed(at.key)
        if problems := missing_of(at, sheet, files):
            raise Invalid(
                "Chưa phê duyệt được: còn mục cần hoàn thiện.",
                "Not approved: some criteria are not complete.",
                problems,
            )
        digest = validity.digest_of(at.round.id, at.unit.id, sheet, files)
        return replace(
            sheet, version=version + 1, approval=Approval(version + 1, digest, now, by.email)
        )

    def outcome(_before: Sheet, after: Sheet) -> dict[str, dict[str, Any]]:
        return {"": {"approved": validity.require_approval(after).digest, "version": after.version}}

    save = saving.commit(
        at, save_id, f"approve {by.email} {version}", change, outcome, by.email, now
    )
    return Approval(
        save.changes[""]["version"], save.changes[""]["approved"], save.saved_at, save.by
    )


def missing_of(at: Place, sheet: Sheet, files: list[EvidenceFile]) -> list[Problem]:
    """What the sheet lacks, leaf by leaf."""
    return completeness.missing(sheet, at.index, _skipped(at), files)


def _skipped(at: Place) -> frozenset[str]:
    return ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())


def _in_force(at: Place, sheet: Sheet) -> Approval:
    return validity.require_approval(
        sheet, missing_of(at, sheet, files_store.list_confirmed(at.key))
    )


def report_form(
    at: Place, upload: Upload, by: str, new_id: Callable[[], str], now: datetime
) -> dict[str, Any]:
    """A presigned POST for the signed report; only once the sheet is approved."""
    sheet, locks_at = places.writable(at, now)
    _in_force(at, sheet)
    if problems := evidence.check_upload("report", upload.name, upload.size, upload.type):
        raise Invalid(errors=problems)
    file_id = new_id()
    file = EvidenceFile(file_id, upload.name, f"{_partition(at)}/{file_id}", by, now)
    files_store.put(_partition(at), file)
    expires = min(now + evidence.FORM_LIFE, locks_at)
    form = evidence_files.form(file.key, max(1, int((expires - now).total_seconds())))
    return {
        "evidence": file_id,
        "url": form["url"],
        "fields": form["fields"],
        "expires_at": expires,
    }


def take_report(at: Place, evidence_id: str, by: str, now: datetime) -> SignedReport:
    """Take the uploaded report in for the approval in force; a later upload takes the place of an
    earlier one.

    Invalid, saying why, for a file that is as good as none: one that nobody can open, or whose
    signature is broken, or that was changed after it was signed. A scan has no digital signature
    and is taken: most are signed by hand.
    """
    file = files_store.get(_partition(at), evidence_id)
    sheet, _ = places.writable(at, now)
    approval = _in_force(at, sheet)
    if approval.report is not None and approval.report.id == evidence_id:
        return with_verdicts(at, approval.report)
    report = _judged(at, file, by, now)
    if sheets.record_report(at.key, replace(approval, report=report), now):
        return with_verdicts(at, report)
    places.writable(at, now)
    raise ChangedMeanwhile(
        "Phiếu vừa được sửa nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
        "The sheet was edited meanwhile, which voided the approval; approve again.",
    )


def _judged(at: Place, file: EvidenceFile, by: str, now: datetime) -> SignedReport:
    content, version = evidence_files.content(file.key, "")
    found = inspecting.judged(content, at.round.timezone)
    if inspection.is_bad(found):
        raise Invalid(
            errors=[
                Problem(
                    "evidence",
                    f"“{file.name}”: {each.text.vi}",
                    f"“{file.name}”: {each.text.en}",
                    "unreadable" if each.kind == "readable" else "signature_broken",
                )
                for each in found
                if each.outcome == "bad"
            ]
        )
    digest = hashlib.sha256(content).hexdigest()
    files_store.put_inspection(_partition(at), file.id, version, digest, found, now)
    return SignedReport(file.id, file.name, digest, version, now, by)


def with_verdicts(at: Place, report: SignedReport) -> SignedReport:
    """The report with what the inspection has found so far."""
    return replace(
        report, verdicts=files_store.find_verdicts(_partition(at), report.id, report.version_id)
    )


def report_link(at: Place, now: datetime) -> dict[str, Any]:
    """A download link for the signed report, good for five minutes."""
    return link_of(at, approvals.require_report(validity.require_approval(sheets.get(at.key))), now)


def link_of(at: Place, report: SignedReport, now: datetime) -> dict[str, Any]:
    """A download link for one signed report, good for five minutes."""
    url = evidence_files.link(
        f"{_partition(at)}/{report.id}",
        report.version_id,
        report.name,
        int(LINK_LIFE.total_seconds()),
    )
    return {"url": url, "expires_at": now + LINK_LIFE}


def _partition(at: Place) -> str:
    return f"{at.key}/{approvals.PART}"
