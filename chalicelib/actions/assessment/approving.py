"""Approving: the leader approves one exact state of the sheet and uploads its signed report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.assessment import saving
from chalicelib.actions.evidence import attaching, inspecting
from chalicelib.actions.evidence.attaching import LINK_LIFE, Upload
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.aws import evidence_files
from chalicelib.domain.assessment import approvals, completeness, validity
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.evidence import files, inspection
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.people.accounts import Account
from chalicelib.store import evidence, inspections, sheets


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """The approval of a sheet: `state` is `none`, `approved` or `voided` (`validity.state`).

    `missing` are the problems that prevent approving and submitting. `doubts` are values that
    should be looked at again; they prevent nothing.
    """

    sheet: Sheet
    state: str
    report: SignedReport | None
    missing: list[Problem]
    doubts: list[Problem]


def state(place: Place) -> ApprovalState:
    """The current approval, and what is missing or doubtful, leaf by leaf."""
    sheet, skipped = sheets.get(place.key), _skipped(place)
    confirmed = evidence.list_confirmed(place.key)
    missing = completeness.missing(sheet, place.index, skipped, confirmed)
    report = sheet.approval.report if sheet.approval else None
    return ApprovalState(
        sheet,
        validity.state(sheet, missing),
        with_verdicts(place, report) if report else None,
        missing,
        completeness.doubts(sheet, place.index, skipped),
    )


def approve(place: Place, save_id: str, version: int, by: Account, now: datetime) -> Approval:
    """Approve the sheet if it still has that version; else ChangedMeanwhile. Forbidden unless by
    the unit's leader in that round.

    Invalid names every leaf that is not complete, so that nobody signs a report that cannot be
    submitted.
    """
    approvals.require_leader(by, place.round.id, place.unit.id)

    def change(sheet: Sheet) -> Sheet:
        validity.require_version(sheet, version)
        confirmed = evidence.list_confirmed(place.key)
        if problems := missing_of(place, sheet, confirmed):
            raise Invalid(
                "Chưa phê duyệt được: còn mục cần hoàn thiện.",
                "Not approved: some criteria are not complete.",
                problems,
            )
        digest = validity.digest_of(place.round.id, place.unit.id, sheet, confirmed)
        return replace(
            sheet, version=version + 1, approval=Approval(version + 1, digest, now, by.email)
        )

    def outcome(_before: Sheet, after: Sheet) -> dict[str, dict[str, Any]]:
        return {"": {"approved": validity.require_approval(after).digest, "version": after.version}}

    save = saving.commit(
        place, save_id, f"approve {by.email} {version}", change, outcome, by.email, now
    )
    return Approval(
        save.changes[""]["version"], save.changes[""]["approved"], save.saved_at, save.by
    )


def missing_of(place: Place, sheet: Sheet, confirmed: list[EvidenceFile]) -> list[Problem]:
    """What the sheet still lacks with these evidence files, leaf by leaf."""
    return completeness.missing(sheet, place.index, _skipped(place), confirmed)


def _skipped(place: Place) -> frozenset[str]:
    return ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())


def _in_force(place: Place, sheet: Sheet) -> Approval:
    confirmed = evidence.list_confirmed(place.key)
    return validity.require_approval(sheet, missing_of(place, sheet, confirmed))


def report_form(
    place: Place, upload: Upload, by: str, new_id: Callable[[], str], now: datetime
) -> dict[str, Any]:
    """A presigned POST for the signed report: `evidence` (its id), `url`, `fields`, `expires_at`.

    ApprovalMissing, or Invalid for a file that is no PDF or too large.
    """
    sheet, locks_at = places.writable(place, now)
    _in_force(place, sheet)
    if problems := files.check_upload("report", upload.name, upload.size, upload.type):
        raise Invalid(errors=problems)
    expires = min(now + files.FORM_LIFE, locks_at)
    return attaching.form(_partition(place), new_id(), upload, by, expires, now)


def take_report(place: Place, evidence_id: str, by: str, now: datetime) -> SignedReport:
    """Record the uploaded report with the current approval; a later upload replaces an earlier one.

    Invalid if nobody can open the file, its signature is broken, or it was changed after it was
    signed. A scan without a digital signature is accepted: most reports are signed by hand.
    """
    file = evidence.get(_partition(place), evidence_id)
    sheet, _ = places.writable(place, now)
    approval = _in_force(place, sheet)
    if approval.report is not None and approval.report.id == evidence_id:
        return with_verdicts(place, approval.report)
    report = _judged(place, file, by, now)
    if sheets.record_report(place.key, replace(approval, report=report), now):
        return with_verdicts(place, report)
    places.writable(place, now)
    raise ChangedMeanwhile(
        "Phiếu vừa được sửa nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
        "The self-assessment was edited meanwhile, which voided the approval; approve again.",
    )


def _judged(place: Place, file: EvidenceFile, by: str, now: datetime) -> SignedReport:
    content, version = evidence_files.content(file.key, "")
    verdicts = inspecting.judged(content, place.round.timezone)
    if problems := inspection.problems_of(file.name, verdicts):
        raise Invalid(errors=problems)
    digest = hashlib.sha256(content).hexdigest()
    inspections.put(_partition(place), file.id, version, digest, verdicts, now)
    return SignedReport(file.id, file.name, digest, version, now, by)


def with_verdicts(place: Place, report: SignedReport) -> SignedReport:
    """The report with the verdicts of its inspection; `verdicts` is None until there are any."""
    verdicts = inspections.find_verdicts(_partition(place), report.id, report.version_id)
    return replace(report, verdicts=verdicts)


def report_link(place: Place, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for the signed report, good for five minutes;
    ApprovalMissing, ReportMissing.
    """
    approval = validity.require_approval(sheets.get(place.key))
    return link_of(place, approvals.require_report(approval), now)


def link_of(place: Place, report: SignedReport, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for one signed report, good for five minutes."""
    url = evidence_files.link(
        f"{_partition(place)}/{report.id}",
        report.version_id,
        report.name,
        int(LINK_LIFE.total_seconds()),
    )
    return {"url": url, "expires_at": now + LINK_LIFE}


def _partition(place: Place) -> str:
    return f"{place.key}/{approvals.PART}"
