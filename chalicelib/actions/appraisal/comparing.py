"""Comparing: one criterion of all units of an index side by side, so that the same case gets the
same points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, reading_submissions
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import doubts, sent_sheets
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.criteria.tree import Area, Leaf
from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.rounds.round import Index
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import many_sheets, sheets


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """One unit in the comparison: what it sent (`own`), its files for the leaf, the council's
    entries by pass, and why it should be looked at. `sheet` says whether it was submitted.
    """

    unit: Unit
    sheet: Sheet
    own: Entry
    files: Sequence[EvidenceFile]
    passes: Mapping[int, Entry]
    doubts: Sequence[str]
    applies: bool


def find_leaf(round_id: str, index_id: str, code: str, now: datetime) -> tuple[Index, Area, Leaf]:
    """A leaf with its index and area; NotFound."""
    for index in current.get(round_id, now).indexes:
        if index.id == index_id and code in index.leaves:
            return index, appraising.areas_of_leaves(index)[code], index.leaf(code)
    raise NotFound(
        f"Không có tiêu chí {code} trong bộ chỉ số {index_id}.",
        f"There is no criterion {code} in the index {index_id}.",
    )


def across(round_id: str, index: Index, leaf: Leaf, now: datetime) -> list[ComparedUnit]:
    """Every unit of the index with its case of the leaf."""
    units = [unit for unit in current.units(round_id, now).values() if unit.index == index.id]
    skipped = ruling.not_applicable(round_id)
    kinds = ("self_assessment", *appraising.PASSES.values())
    keys = [sheets.key(round_id, unit.id, kind) for unit in units for kind in kinds]
    stored = many_sheets.list_with_texts({key: [leaf.code] for key in keys})
    cases = []
    for unit in units:
        place = places.place(round_id, unit.id, "self_assessment", now)
        sheet = reading_submissions.as_sent(place.key, _whole(place.key, stored))
        files = reading_submissions.files_sent(place, sheet)
        own = sheet.entry(leaf.code)
        passes = {
            number: stored.get(sheets.key(round_id, unit.id, kind), Sheet()).entry(leaf.code)
            for number, kind in appraising.PASSES.items()
        }
        cases.append(
            ComparedUnit(
                unit,
                sheet,
                own,
                [file for file in files if leaf.code in file.leaves],
                passes,
                doubts.of_leaf(leaf, own, files) if leaf.method == "self_assessed" else [],
                leaf.code not in skipped.get(unit.id, ()),
            )
        )
    return cases


def _whole(key: str, stored: Mapping[str, Sheet]) -> Sheet | None:
    """The stored sheet; None where its saves have to tell what was sent, and so with all texts."""
    sheet = stored.get(key, Sheet())
    return None if sent_sheets.is_reopened(sheet) else sheet
