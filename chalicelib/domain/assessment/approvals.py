"""Approval: the leader's consent to one exact state of the sheet, and the signed report that goes
with it.

The leader approves the report on the self-assessment (national guide 2024 §1a; Hà Nội's guide §1).
The approval holds for the version of the sheet it was given for: any later edit of a value, an
explanation or the evidence makes a new version, and so voids it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.domain import json_values
from chalicelib.domain.errors import Forbidden, ReportMissing
from chalicelib.domain.evidence.inspection import Verdict
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.accounts import Account

# Signed reports are kept beside the unit's evidence under this name; a report is not evidence.
PART = "report"


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The report as it was signed and uploaded (PDF): `id` names the upload, `version_id` the
    stored version.

    `verdicts` is None until the report was inspected; they are stored beside it, not in it.
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
    """A leader's approval. `version` is the version of the sheet that the approval made, `digest`
    the sha256 (hex) of what was approved.
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
    known = {
        "approved_at": from_text(document["approved_at"]),
        "report": report_from_json(report) if report else None,
    }
    return json_values.of(Approval, {**document, **known})


def report_as_json(report: SignedReport) -> dict[str, Any]:
    """The signed report as it is stored."""
    stored = asdict(report) | {"uploaded_at": to_text(report.uploaded_at)}
    del stored["verdicts"]
    return stored


def report_from_json(document: Mapping[str, Any]) -> SignedReport:
    """The signed report of its JSON."""
    uploaded_at = from_text(document["uploaded_at"])
    return json_values.of(SignedReport, {**document, "uploaded_at": uploaded_at})


def require_leader(by: Account, round_id: str, unit: str) -> None:
    """Raise Forbidden unless the account is the leader of that unit in that round; being a leader
    of another unit or in another round is not enough.
    """
    if by.role_in(round_id, unit) != "leader":
        raise Forbidden(
            "Chỉ lãnh đạo đơn vị được phê duyệt; hãy chuyển cho tài khoản lãnh đạo.",
            "Only the unit's leader may approve; ask for it with the leader's account.",
        )


def require_report(approval: Approval) -> SignedReport:
    """The signed report of the approval; ReportMissing if it was not uploaded yet."""
    if approval.report is None:
        raise ReportMissing(
            "Chưa có báo cáo đã ký của bản được phê duyệt; hãy tải tệp PDF lên rồi gửi.",
            "The signed report of the approved sheet is missing; upload it as PDF, then submit.",
        )
    return approval.report
