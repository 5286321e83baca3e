"""Approval: the leader's consent to one exact state of the sheet, and the signed report that goes with it.

The leader approves the report on the self-assessment (national guide 2024 §1a; Hà Nội's guide §1). The approval holds
for the version of the sheet it was given for: any later edit of a value, an explanation or the evidence makes a new
version, and so voids it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.domain.access import Account
from chalicelib.domain.errors import ApprovalMissing, ChangedMeanwhile, Forbidden, ReportMissing
from chalicelib.domain.instants import from_text, to_text

if TYPE_CHECKING:
    from chalicelib.domain.assessments import Sheet
    from chalicelib.domain.evidence import EvidenceFile


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The report as it was signed and uploaded (PDF): `id` names the upload, `version_id` the stored version."""

    id: str
    name: str
    sha256: str
    version_id: str
    uploaded_at: datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class Approval:
    """`version` is the sheet's version that the approval itself made; `digest` (hex) is over what was approved."""

    version: int
    digest: str
    approved_at: datetime
    approved_by: str
    report: SignedReport | None = None


def as_json(approval: Approval) -> dict[str, Any]:
    """The approval as it is stored."""
    report = approval.report
    return {**asdict(approval), "approved_at": to_text(approval.approved_at),
            "report": {**asdict(report), "uploaded_at": to_text(report.uploaded_at)} if report else None}


def from_json(document: Mapping[str, Any]) -> Approval:
    """The approval of its JSON."""
    report = document["report"]
    return Approval(**{
        **document, "approved_at": from_text(document["approved_at"]),
        "report": SignedReport(**{**report, "uploaded_at": from_text(report["uploaded_at"])}) if report else None})


def require_leader(by: Account) -> None:
    """Raise Forbidden unless the account is the unit's leader."""
    if by.role != "leader":
        raise Forbidden("Chỉ lãnh đạo đơn vị được phê duyệt; hãy chuyển cho tài khoản lãnh đạo.",
                        "Only the unit's leader may approve; ask for it with the leader's account.")


def require_version(sheet: Sheet, seen: int) -> None:
    """Raise ChangedMeanwhile unless the sheet still is what the leader saw."""
    if sheet.version != seen:
        raise ChangedMeanwhile("Phiếu vừa được sửa; hãy xem lại bản mới rồi phê duyệt.",
                               "The sheet was changed meanwhile; look at it again, then approve.")


def state(sheet: Sheet) -> str:
    """`none`, `approved` (a submitted sheet stays so) or `voided` by a later edit."""
    if sheet.approval is None:
        return "none"
    stands = sheet.approval.version == sheet.version or sheet.submitted_at is not None
    return "approved" if stands else "voided"


def require_approval(sheet: Sheet) -> Approval:
    """The approval in force; ApprovalMissing, saying whether there never was one or an edit has voided it."""
    if sheet.approval is not None and state(sheet) == "approved":
        return sheet.approval
    if sheet.approval is None:
        raise ApprovalMissing("Lãnh đạo đơn vị chưa phê duyệt; hãy phê duyệt, ký và tải báo cáo lên rồi gửi.",
                              "The unit's leader has not approved yet; approve, upload the signed report, then submit.")
    raise ApprovalMissing("Phiếu đã sửa sau khi phê duyệt nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
                          "The sheet was edited after its approval, which is void now; approve again.")


def require_report(approval: Approval) -> SignedReport:
    """The signed report of the approval; ReportMissing until it was uploaded."""
    if approval.report is None:
        raise ReportMissing("Chưa có báo cáo đã ký của bản được phê duyệt; hãy tải tệp PDF lên rồi gửi.",
                            "The signed report of the approved sheet is missing; upload it as PDF, then submit.")
    return approval.report


def digest_of(round_id: str, unit: str, sheet: Sheet, files: Iterable[EvidenceFile]) -> str:
    """sha256 (hex) over every value, explanation, mark and evidence version with what is said of its document.

    The text that is digested has one writing only.
    """
    content = {
        "round": round_id, "unit": unit,
        "entries": {leaf: [entry.value, entry.explanation, entry.estimated] for leaf, entry in sheet.entries.items()},
        "evidence": {file.id: [file.sha256, file.version_id, list(file.leaves), asdict(file.paper)] for file in files},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
