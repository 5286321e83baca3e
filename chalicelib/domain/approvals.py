"""Approval: the leader's consent to one exact state of the sheet, and the signed report that goes
with it.

The leader approves the report on the self-assessment (national guide 2024 §1a; Hà Nội's guide §1).
The approval holds for the version of the sheet it was given for: any later edit of a value, an
explanation or the evidence makes a new version, and so voids it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.domain.access import Account
from chalicelib.domain.errors import (
    ApprovalMissing,
    ChangedMeanwhile,
    Finding,
    Forbidden,
    ReportMissing,
)
from chalicelib.domain.inspection import Verdict
from chalicelib.domain.instants import from_text, to_text

if TYPE_CHECKING:
    from chalicelib.domain.assessments import Sheet
    from chalicelib.domain.evidence import EvidenceFile

# Signed reports lie beside the unit's evidence, under this name: a report is about the leaves, it
# proves none.
PART = "report"


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The report as it was signed and uploaded (PDF): `id` names the upload, `version_id` the
    stored version.

    `verdicts` is None until the inspection has seen it; they are kept beside the report, not in it.
    """

    id: str
    name: str
    sha256: str
    version_id: str
    uploaded_at: datetime
    uploaded_by: str
    verdicts: tuple[Verdict, ...] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Approval:
    """`version` is the sheet's version that the approval itself made; `digest` (hex) is over what
    was approved.
    """

    version: int
    digest: str
    approved_at: datetime
    approved_by: str
    report: SignedReport | None = None


def as_json(approval: Approval) -> dict[str, Any]:
    """The approval as it is stored."""
    return {
        **asdict(approval),
        "approved_at": to_text(approval.approved_at),
        "report": report_as_json(approval.report) if approval.report else None,
    }


def from_json(document: Mapping[str, Any]) -> Approval:
    """The approval of its JSON."""
    report = document["report"]
    return Approval(
        **{
            **document,
            "approved_at": from_text(document["approved_at"]),
            "report": report_from_json(report) if report else None,
        }
    )


def report_as_json(report: SignedReport) -> dict[str, Any]:
    """The signed report as it is stored."""
    stored = asdict(report) | {"uploaded_at": to_text(report.uploaded_at)}
    del stored["verdicts"]
    return stored


def report_from_json(document: Mapping[str, Any]) -> SignedReport:
    """The signed report of its JSON."""
    return SignedReport(**{**document, "uploaded_at": from_text(document["uploaded_at"])})


def require_leader(by: Account) -> None:
    """Raise Forbidden unless the account is the unit's leader."""
    if by.role != "leader":
        raise Forbidden(
            "Chỉ lãnh đạo đơn vị được phê duyệt; hãy chuyển cho tài khoản lãnh đạo.",
            "Only the unit's leader may approve; ask for it with the leader's account.",
        )


def require_version(sheet: Sheet, seen: int) -> None:
    """Raise ChangedMeanwhile unless the sheet still is what the leader saw."""
    if sheet.version != seen:
        raise ChangedMeanwhile(
            "Phiếu vừa được sửa; hãy xem lại bản mới rồi phê duyệt.",
            "The sheet was changed meanwhile; look at it again, then approve.",
        )


def state(sheet: Sheet, missing: Collection[Finding] = ()) -> str:
    """`none`, `approved` (a submitted sheet stays so) or `voided`.

    An edit voids an approval, and so does whatever makes the sheet lack something (`missing`) that
    it had when it was approved, such as a file that the inspection found bad since.
    """
    if sheet.approval is None:
        return "none"
    if sheet.submitted_at is not None:
        return "approved"
    return "voided" if missing or sheet.approval.version != sheet.version else "approved"


def require_approval(sheet: Sheet, missing: Collection[Finding] = ()) -> Approval:
    """The approval in force; ApprovalMissing, saying whether there never was one or why it is
    void.
    """
    if sheet.approval is not None and state(sheet, missing) == "approved":
        return sheet.approval
    if sheet.approval is None:
        raise ApprovalMissing(
            "Lãnh đạo đơn vị chưa phê duyệt; hãy phê duyệt, ký và tải báo cáo lên rồi gửi.",
            "The unit's leader has not approved yet; approve, upload the signed report, then"
            " submit.",
        )
    raise ApprovalMissing(*why_void(sheet, sheet.approval), missing)


def why_void(sheet: Sheet, approval: Approval) -> tuple[str, str]:
    """Why an approval does not hold any more, in Vietnamese and in English.

    An approval that went with a submission is used up by it, so sending again takes a new one.
    """
    if approval.version == sheet.version:
        return (
            (
                "Sau khi phê duyệt mới thấy phiếu còn thiếu (như có tệp không dùng được); bổ sung"
                " rồi phê duyệt lại."
            ),
            (
                "Since its approval the sheet was found to lack something, such as a usable file;"
                " add it and approve."
            ),
        )
    if sheet.submission is None or sheet.submission.submitted_at < approval.approved_at:
        return (
            "Phiếu đã sửa sau khi phê duyệt nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
            "The sheet was edited after its approval, which is void now; approve again.",
        )
    if sheet.version == approval.version + 1:  # made by the submission itself
        return (
            (
                "Bản đã gửi được mở lại, chưa sửa gì. Phê duyệt cũ thuộc lần gửi đó; muốn gửi lại,"
                " hãy phê duyệt lại."
            ),
            (
                "The submitted sheet was opened again, nothing was edited. To submit it again,"
                " approve it again."
            ),
        )
    return (
        (
            "Bản đã gửi được mở lại và đã sửa, nên phê duyệt của lần gửi trước không còn hiệu lực;"
            " hãy phê duyệt lại."
        ),
        "The submitted sheet was opened again and edited, so its approval is void; approve again.",
    )


def require_report(approval: Approval) -> SignedReport:
    """The signed report of the approval; ReportMissing until it was uploaded."""
    if approval.report is None:
        raise ReportMissing(
            "Chưa có báo cáo đã ký của bản được phê duyệt; hãy tải tệp PDF lên rồi gửi.",
            "The signed report of the approved sheet is missing; upload it as PDF, then submit.",
        )
    return approval.report


def digest_of(round_id: str, unit: str, sheet: Sheet, files: Iterable[EvidenceFile]) -> str:
    """sha256 (hex) over every value, explanation, mark and evidence version with what is said of
    its document.

    The text that is digested has one writing only.
    """
    content = {
        "round": round_id,
        "unit": unit,
        "entries": {
            leaf: [entry.value, entry.explanation, entry.estimated]
            for leaf, entry in sheet.entries.items()
        },
        "evidence": {
            file.id: [file.sha256, file.version_id, list(file.leaves), asdict(file.paper)]
            for file in files
        },
    }
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return hashlib.sha256(text.encode()).hexdigest()
