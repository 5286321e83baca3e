"""Assessing: what a unit sees of its own self-assessment."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment import completeness
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import evidence, sheets


def sheet(place: Place) -> tuple[Sheet, list[EvidenceFile], frozenset[str]]:
    """The sheet, its confirmed evidence, and the leaves that do not apply to this unit."""
    skipped = ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())
    return sheets.get(place.key), evidence.list_confirmed(place.key), skipped


def overview(place: Place) -> tuple[Sheet, dict[str, int]]:
    """The sheet and its counts: `leaves` to fill, `filled` ones, and those that lack both evidence
    and explanation (`needs_explanation`).
    """
    assessed, files, skipped = sheet(place)
    gaps = completeness.missing(assessed, place.index, skipped, files)
    wanted = [
        leaf
        for leaf in place.index.leaves.values()
        if leaf.method == "self_assessed" and leaf.code not in skipped
    ]
    return assessed, {
        "leaves": len(wanted),
        "filled": sum(assessed.entry(leaf.code).value is not None for leaf in wanted),
        "needs_explanation": sum(gap.code == "evidence_missing" for gap in gaps),
    }


def criteria(place: Place) -> dict[str, Any]:
    """The tree of the unit's index as it was loaded (contract §2): `index` (its id), `title`,
    `illustrative`, `areas`; each leaf has `applies`, which says whether it applies to this unit.
    """
    raw = current.document(place.round.id)
    skipped = ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())
    index = next(index for index in raw["indexes"] if index["id"] == place.unit.index)
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
