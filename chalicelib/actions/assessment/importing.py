"""Importing: the workbook of a sheet, and a preview of a filled one. Only an ordinary save changes
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.domain import decimals
from chalicelib.domain.assessment import merges, reports
from chalicelib.domain.assessment.changes import KEEP
from chalicelib.domain.assessment.merges import Part
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds.indexes import Index
from chalicelib.store import evidence, sheets

if TYPE_CHECKING:
    from chalicelib.documents.workbook.outcomes import CellProblem, Changed


@dataclass(frozen=True, slots=True)
class Previewed:
    """One leaf that a workbook would change: its cell, its current entry, the changed parts, and
    the points after (two decimals; None without a value).
    """

    leaf: str
    cell: str
    entry: Entry
    parts: tuple[Part, ...]
    points: str | None


@dataclass(frozen=True, slots=True)
class WorkbookPreview:
    """What a filled workbook would change, its problems (`errors`), and values that should be
    looked at again (`doubts`).
    """

    changes: list[Previewed]
    errors: list[CellProblem]
    doubts: list[CellProblem]


def workbook(place: Place) -> bytes:
    """The unit's sheet as a workbook (XLSX)."""
    from chalicelib.documents.workbook import workbook

    sheet, skipped = sheets.get(place.key), _skipped(place)
    files = evidence.list_confirmed(place.key)
    report = reports.report_of(place.round, place.unit, sheet, files, skipped)
    return workbook.xlsx(report, place.index, sheet, skipped)


def preview(place: Place, content: str) -> WorkbookPreview:
    """Compare a filled workbook (base64) with the current sheet.

    Parts that already have the value are no change; those that somebody else changed since the
    workbook was made are marked. Invalid if the file is no workbook, or that of another unit.
    """
    from chalicelib.documents.workbook import changes, reading

    filled = reading.read(decoded(content))
    expected = place.round.id, place.unit.id, place.unit.index
    if (filled.round, filled.unit, filled.index) != expected:
        raise Invalid(
            errors=[
                Problem(
                    "content",
                    "Tệp này của đơn vị hoặc kỳ khác; hãy tải mẫu của đơn vị mình về",
                    "This file is of another unit or round; download your own unit's form",
                    "another_workbook",
                )
            ]
        )
    outcome = changes.compare(filled, place.index, _skipped(place))
    sheet = sheets.get(place.key)
    compared = [
        _compared(place.index, sheet.entry(changed.change.leaf), changed)
        for changed in outcome.changed
    ]
    different = [leaf for leaf in compared if leaf.parts]
    return WorkbookPreview(different, outcome.problems, outcome.doubts)


def _skipped(place: Place) -> frozenset[str]:
    return ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())


def _compared(index: Index, entry: Entry, changed: Changed) -> Previewed:
    from chalicelib.documents.workbook.layout import mark_of

    change, original, leaf = changed.change, changed.original, index.leaves.get(changed.change.leaf)
    touched = {
        "value": not merges.same_value(leaf, entry.value, original.value),
        "explanation": mark_of(entry.explanation) != original.mark,
        "estimated": entry.estimated != original.estimated,
    }
    parts = merges.parts(
        change, entry, [name for name, by_others in touched.items() if by_others], leaf
    )
    value = entry.value if change.value is KEEP else change.value
    points = leaf.rule.points(value, leaf) if leaf and value is not None else None
    return Previewed(
        change.leaf, changed.cell, entry, parts, None if points is None else decimals.two(points)
    )
