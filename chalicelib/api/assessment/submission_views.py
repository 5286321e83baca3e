"""How approval, report, submission and receipt look in JSON."""

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


def approval(standing: ApprovalState, code: Callable[[str], str]) -> dict[str, Any]:
    """The approval of a sheet, what the sheet still lacks, and what in it should be looked at
    again.
    """
    from chalicelib.domain.assessment import validity

    given = standing.sheet.approval
    void = (
        validity.why_void(standing.sheet, given) if given and standing.state == "voided" else None
    )
    return {
        "state": standing.state,
        "void": {"vi": void[0], "en": void[1]} if void else None,
        "version": standing.sheet.version,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "report": report(standing.report) if standing.report else None,
        "missing": gaps(standing.missing),
        "doubts": gaps(standing.doubts),
    }


def stated(found: Stated, code: Callable[[str], str]) -> dict[str, Any]:
    """A unit's report with its approval; lists stand in their order."""
    from dataclasses import asdict

    content, given = asdict(found.report), found.approval
    return {
        **content,
        "lines": list(content["lines"]),
        "explanations": list(content["explanations"]),
        "files": [each | {"leaves": list(each["leaves"])} for each in content["files"]],
        "letterhead": {
            part: list(said) if isinstance(said, tuple) else said
            for part, said in content["letterhead"].items()
        },
        "draft": given is None,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "missing": gaps(found.missing),
        "signed": report(found.signed) if found.signed else None,
    }


def gaps(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """What a sheet still lacks, or what is strange in it, leaf by leaf."""
    return [
        {"at": each.at, "code": each.code, "detail": each.vi, "detail_en": each.en}
        for each in problems
    ]


def report(found: SignedReport) -> dict[str, Any]:
    """A signed report with what its inspection found."""
    from chalicelib.domain.evidence.inspection import as_json

    return {
        "name": found.name,
        "sha256": found.sha256,
        "version_id": found.version_id,
        "uploaded_at": found.uploaded_at,
        "uploaded_by": found.uploaded_by,
        "state": "waiting" if found.verdicts is None else "inspected",
        "verdicts": as_json(found.verdicts or ()),
    }


def sent(found: SentSheet | None) -> dict[str, Any] | None:
    """A submission for those who appraise it."""
    if found is None:
        return None
    receipt = found.receipt
    return {
        "submitted_at": receipt.submitted_at,
        "on_time": receipt.on_time,
        "receipt": receipt.receipt,
        "digest": receipt.digest,
        "unchanged": found.unchanged,
        "report": report(found.report),
    }


def receipt(found: Receipt, proof: Callable[[Receipt], dict[str, str]]) -> dict[str, Any]:
    """A receipt with the address at which it checks itself, and that as a QR code."""
    from chalicelib.domain.assessment.receipts import as_json

    return {**as_json(found), **proof(found)}
