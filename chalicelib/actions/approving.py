"""Approval: the leader approves one exact state of the sheet; the signed report of that state is uploaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions import ruling, saving
from chalicelib.actions.attaching import LINK_LIFE, Upload
from chalicelib.actions.saving import Place
from chalicelib.aws import evidence_files
from chalicelib.domain import approvals, completeness, evidence
from chalicelib.domain.access import Account
from chalicelib.domain.approvals import Approval, SignedReport
from chalicelib.domain.assessments import Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Finding, Invalid
from chalicelib.domain.evidence import EvidenceFile
from chalicelib.store import evidence as files_store
from chalicelib.store import sheets


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the approval of a sheet stands; `missing` is what still keeps the sheet from being approved and sent."""

    sheet: Sheet
    state: str
    missing: list[Finding]


def standing(at: Place) -> Standing:
    """The approval as it stands, and what is still missing, leaf by leaf."""
    sheet = sheets.get(at.key)
    return Standing(sheet, approvals.state(sheet), _missing(at, sheet, files_store.list_confirmed(at.key)))


def approve(at: Place, save_id: str, version: int, by: Account, now: datetime) -> Approval:
    """Approve the sheet of that version; Forbidden unless by the leader, ChangedMeanwhile if it is another by now.

    Invalid names every leaf that is not complete: nobody signs a report that could not be sent.
    """
    approvals.require_leader(by)

    def change(sheet: Sheet) -> Sheet:
        approvals.require_version(sheet, version)
        files = files_store.list_confirmed(at.key)
        if findings := _missing(at, sheet, files):
            raise Invalid("Chưa phê duyệt được: còn mục cần hoàn thiện.", "Not approved: some leaves are not complete.",
                          findings)
        digest = approvals.digest_of(at.round.id, at.unit.id, sheet, files)
        return replace(sheet, version=version + 1, approval=Approval(version + 1, digest, now, by.email))

    def outcome(_before: Sheet, after: Sheet) -> dict[str, dict[str, Any]]:
        return {"": {"approved": approvals.require_approval(after).digest, "version": after.version}}

    save = saving.commit(at, save_id, f"approve {by.email} {version}", change, outcome, by.email, now)
    return Approval(save.changes[""]["version"], save.changes[""]["approved"], save.saved_at, save.by)


def _missing(at: Place, sheet: Sheet, files: list[EvidenceFile]) -> list[Finding]:
    skipped = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())
    return completeness.missing(sheet, at.index, skipped, completeness.covered(files))


def report_form(at: Place, upload: Upload, by: str, new_id: Callable[[], str], now: datetime) -> dict[str, Any]:
    """A presigned POST for the signed report; only once the sheet is approved."""
    sheet, locks_at = saving.writable(at, now)
    approvals.require_approval(sheet)
    if findings := evidence.check_upload("report", upload.name, upload.size, upload.type):
        raise Invalid(errors=findings)
    file_id = new_id()
    file = EvidenceFile(file_id, upload.name, f"{_partition(at)}/{file_id}", by, now)
    files_store.put(_partition(at), file)
    expires = min(now + evidence.FORM_LIFE, locks_at)
    form = evidence_files.form(file.key, max(1, int((expires - now).total_seconds())))
    return {"evidence": file_id, "url": form["url"], "fields": form["fields"], "expires_at": expires}


def take_report(at: Place, evidence_id: str, by: str, now: datetime) -> SignedReport:
    """Take the uploaded report in for the approval in force; a later upload takes the place of an earlier one."""
    file = files_store.get(_partition(at), evidence_id)
    sheet, _ = saving.writable(at, now)
    approval = approvals.require_approval(sheet)
    if approval.report is not None and approval.report.id == evidence_id:
        return approval.report
    stored = evidence_files.read(file.key)
    evidence.require_pdf(stored.start, file.name)
    report = SignedReport(evidence_id, file.name, stored.sha256, stored.version_id, now, by)
    if sheets.record_report(at.key, replace(approval, report=report), now):
        return report
    saving.writable(at, now)
    raise ChangedMeanwhile("Phiếu vừa được sửa nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
                           "The sheet was edited meanwhile, which voided the approval; approve again.")


def report_link(at: Place, now: datetime) -> dict[str, Any]:
    """A download link for the signed report, good for five minutes."""
    approval = approvals.require_approval(sheets.get(at.key))
    report = approvals.require_report(approval)
    url = evidence_files.link(f"{_partition(at)}/{report.id}", report.version_id, report.name,
                              int(LINK_LIFE.total_seconds()))
    return {"url": url, "expires_at": now + LINK_LIFE}


def _partition(at: Place) -> str:
    # Beside the unit's evidence, not in it: a report is about the leaves, it proves none.
    return f"{at.key}/report"
