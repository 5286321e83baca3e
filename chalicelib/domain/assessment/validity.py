"""Validity: whether an approval still holds for the current sheet, and why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from chalicelib.domain.assessment.approvals import Approval
from chalicelib.domain.errors import ApprovalMissing, ChangedMeanwhile, Problem

if TYPE_CHECKING:
    from chalicelib.domain.assessment.sheets import Sheet
    from chalicelib.domain.evidence.files import EvidenceFile


def require_version(sheet: Sheet, seen: int) -> None:
    """Raise ChangedMeanwhile unless the sheet still has the version that the leader saw."""
    if sheet.version != seen:
        raise ChangedMeanwhile(
            "Phiếu vừa được sửa; hãy xem lại bản mới rồi phê duyệt.",
            "The self-assessment was changed meanwhile; look at it again, then approve.",
        )


def state(sheet: Sheet, missing: Collection[Problem] = ()) -> str:
    """`none`, `approved` (a submitted sheet stays so) or `voided`.

    An edit voids an approval. So does anything that the sheet lacks now (`missing`), such as a file
    that the inspection has found bad since.
    """
    if sheet.approval is None:
        return "none"
    if sheet.submitted_at is not None:
        return "approved"
    return "voided" if missing or sheet.approval.version != sheet.version else "approved"


def require_approval(sheet: Sheet, missing: Collection[Problem] = ()) -> Approval:
    """The current approval; ApprovalMissing says that there never was one, or why it is void."""
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

    A submission uses its approval up, so that sending again needs a new one.
    """
    if approval.version == sheet.version:
        return (
            (
                "Sau khi phê duyệt mới thấy phiếu còn thiếu (như có tệp không dùng được); bổ sung"
                " rồi phê duyệt lại."
            ),
            (
                "Since its approval the self-assessment was found to lack something, such as a"
                " usable file; add it and approve again."
            ),
        )
    if sheet.submission is None or sheet.submission.submitted_at < approval.approved_at:
        return (
            "Phiếu đã sửa sau khi phê duyệt nên phê duyệt không còn hiệu lực; hãy phê duyệt lại.",
            "The self-assessment was edited after its approval, which is void now; approve again.",
        )
    if sheet.version == approval.version + 1:  # made by the submission itself
        return (
            (
                "Bản đã gửi được mở lại, chưa sửa gì. Phê duyệt cũ thuộc lần gửi đó; muốn gửi lại,"
                " hãy phê duyệt lại."
            ),
            (
                "The submitted self-assessment was opened again, nothing was edited. To submit it"
                " again, approve it again."
            ),
        )
    return (
        (
            "Bản đã gửi được mở lại và đã sửa, nên phê duyệt của lần gửi trước không còn hiệu lực;"
            " hãy phê duyệt lại."
        ),
        (
            "The submitted self-assessment was opened again and edited, so its approval is void;"
            " approve it again."
        ),
    )


def digest_of(round_id: str, unit: str, sheet: Sheet, files: Iterable[EvidenceFile]) -> str:
    """sha256 (hex) of every value, explanation and mark, and of every version of the evidence with
    the data of its document.

    The same content always gives the same text, so the same digest.
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
