"""An evidence file as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.evidence.replacing import ShownFile
    from chalicelib.domain.evidence.files import EvidenceFile


def shown(each: ShownFile) -> dict[str, Any]:
    """A confirmed evidence file with what replaces it."""
    return file(each.file, each.replacement, each.replaceable_until, each.again)


def replacement(evidence: EvidenceFile) -> dict[str, Any]:
    """A file in place of another."""
    from chalicelib.domain.evidence.inspection import as_json

    return {
        "evidence": evidence.id,
        "name": evidence.name,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "version_id": evidence.version_id,
        "uploaded_at": evidence.uploaded_at,
        "uploaded_by": evidence.uploaded_by,
        "state": evidence.state,
        "verdicts": as_json(evidence.verdicts or ()),
    }


def file(
    evidence: EvidenceFile,
    other: EvidenceFile | None = None,
    replaceable_until: datetime | None = None,
    again: str = "no",
) -> dict[str, Any]:
    """A confirmed evidence file: its document, the leaves that it is for, its verdicts, and the
    file in its place.
    """
    from chalicelib.domain.evidence.inspection import as_json

    paper = evidence.paper
    return {
        "evidence": evidence.id,
        "name": evidence.name,
        "type": evidence.kind,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "version_id": evidence.version_id,
        "leaves": list(evidence.leaves),
        "uploaded_at": evidence.uploaded_at,
        "uploaded_by": evidence.uploaded_by,
        "official": paper.official,
        "number": paper.number,
        "date": paper.date.isoformat() if paper.date else None,
        "issuer": paper.issuer,
        "effective": paper.effective.isoformat() if paper.effective else None,
        "version": evidence.edition,
        "removed_at": evidence.removed_at,
        "state": evidence.state,
        "verdicts": as_json(evidence.verdicts or ()),
        "replacement": replacement(other) if other else None,
        "replaceable_until": replaceable_until,
        "again": again,
    }
