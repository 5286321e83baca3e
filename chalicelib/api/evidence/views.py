"""How an evidence file looks in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.evidence.files import EvidenceFile


def file(found: EvidenceFile) -> dict[str, Any]:
    """A confirmed evidence file: what it is, which leaves it serves, what the inspection found."""
    from chalicelib.domain.evidence.inspection import as_json

    paper = found.paper
    return {
        "evidence": found.id,
        "name": found.name,
        "size": found.size,
        "sha256": found.sha256,
        "version_id": found.version_id,
        "leaves": list(found.leaves),
        "uploaded_at": found.uploaded_at,
        "uploaded_by": found.uploaded_by,
        "official": paper.official,
        "number": paper.number,
        "date": paper.date.isoformat() if paper.date else None,
        "issuer": paper.issuer,
        "effective": paper.effective.isoformat() if paper.effective else None,
        "version": found.edition,
        "removed_at": found.removed_at,
        "state": found.state,
        "verdicts": as_json(found.verdicts or ()),
    }
