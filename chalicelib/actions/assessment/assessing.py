"""Self-assessment: what a unit sees of its own sheet."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment import completeness
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import evidence, sheets


def sheet(at: Place) -> tuple[Sheet, list[EvidenceFile], frozenset[str]]:
    """The sheet, its confirmed evidence, and the leaves that do not apply to this unit."""
    skipped = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())
    return sheets.get(at.key), evidence.list_confirmed(at.key), skipped


def overview(at: Place) -> tuple[Sheet, dict[str, int]]:
    """The sheet and how much of it is done: leaves to fill, filled ones, those that lack evidence
    and explanation.
    """
    found, files, skipped = sheet(at)
    gaps = completeness.missing(found, at.index, skipped, files)
    wanted = [
        leaf
        for leaf in at.index.leaves.values()
        if leaf.method == "self_assessed" and leaf.code not in skipped
    ]
    return found, {
        "leaves": len(wanted),
        "filled": sum(found.entry(leaf.code).value is not None for leaf in wanted),
        "needs_explanation": sum(gap.code == "evidence_missing" for gap in gaps),
    }


def criteria(at: Place) -> dict[str, Any]:
    """The index's tree as it was loaded (contract §2), each leaf with `applies` for this unit."""
    raw = current.document(at.round.id)
    skipped = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())
    index = next(each for each in raw["indexes"] if each["id"] == at.unit.index)
    for area in index["areas"]:
        for criterion in area["criteria"]:
            for leaf in criterion.get("leaves") or [criterion]:
                leaf["applies"] = leaf["code"] not in skipped
    return {
        "index": index["id"],
        "title": index["title"],
        "illustrative": index.get("illustrative", False),
        "areas": index["areas"],
    }
