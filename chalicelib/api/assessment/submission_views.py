"""Approval, report, submission and receipt as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.reading_submissions import SentSheet
    from chalicelib.actions.assessment.approving import ApprovalState
    from chalicelib.actions.assessment.reporting import Stated
    from chalicelib.domain.assessment.approvals import SignedReport
    from chalicelib.domain.assessment.receipts import Receipt
    from chalicelib.domain.errors import Problem


def approval(current: ApprovalState, code: Callable[[str], str]) -> dict[str, Any]:
    """The approval of a sheet, what the sheet still lacks, and the questions about its values."""
    from chalicelib.domain.assessment import validity

    given = current.sheet.approval
    void = validity.why_void(current.sheet, given) if given and current.state == "voided" else None
    return {
        "state": current.state,
        "void": {"vi": void[0], "en": void[1]} if void else None,
        "version": current.sheet.version,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "report": report(current.report) if current.report else None,
        "missing": gaps(current.missing),
        "doubts": gaps(current.doubts),
    }


def stated(stated_report: Stated, code: Callable[[str], str]) -> dict[str, Any]:
    """A unit's report with its approval; tuples become lists."""
    from dataclasses import asdict

    content, given = asdict(stated_report.report), stated_report.approval
    return {
        **content,
        "lines": list(content["lines"]),
        "explanations": list(content["explanations"]),
        "files": [file | {"leaves": list(file["leaves"])} for file in content["files"]],
        "letterhead": {
            part: list(lines) if isinstance(lines, tuple) else lines
            for part, lines in content["letterhead"].items()
        },
        "draft": given is None,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "missing": gaps(stated_report.missing),
        "signed": report(stated_report.signed) if stated_report.signed else None,
    }


def gaps(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """What a sheet still lacks, or the questions about its values, each with its leaf."""
    return [
        {"at": problem.at, "code": problem.code, "detail": problem.vi, "detail_en": problem.en}
        for problem in problems
    ]


def report(signed: SignedReport) -> dict[str, Any]:
    """A signed report with the verdicts of its inspection."""
    from chalicelib.domain.evidence.inspection import as_json

    return {
        "name": signed.name,
        "sha256": signed.sha256,
        "version_id": signed.version_id,
        "uploaded_at": signed.uploaded_at,
        "uploaded_by": signed.uploaded_by,
        "state": "waiting" if signed.verdicts is None else "inspected",
        "verdicts": as_json(signed.verdicts or ()),
    }


def sent(sheet: SentSheet | None) -> dict[str, Any] | None:
    """A submission, for the people who appraise it; None if there is none."""
    if sheet is None:
        return None
    receipt = sheet.receipt
    return {
        "submitted_at": receipt.submitted_at,
        "on_time": receipt.on_time,
        "receipt": receipt.receipt,
        "digest": receipt.digest,
        "unchanged": sheet.unchanged,
        "report": report(sheet.report),
    }


def receipt(issued: Receipt, proof: Callable[[Receipt], dict[str, str]]) -> dict[str, Any]:
    """A receipt with the address of the page that checks it, and that address as a QR code."""
    from chalicelib.domain.assessment.receipts import as_json

    return {**as_json(issued), **proof(issued)}
