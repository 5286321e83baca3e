"""The workbook of a sheet: handed out, and taken back as a preview; only the ordinary save changes
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
    """What a workbook would make of one leaf as it is now, part by part; `points` are those of
    its value then.
    """

    leaf: str
    cell: str
    entry: Entry
    parts: tuple[Part, ...]
    points: str | None


@dataclass(frozen=True, slots=True)
class WorkbookPreview:
    """What a filled workbook would change, all that is wrong with it, and what should be looked at
    again.
    """

    changes: list[Previewed]
    errors: list[CellProblem]
    doubts: list[CellProblem]


def workbook(at: Place) -> bytes:
    """The unit's sheet as a workbook."""
    from chalicelib.documents.workbook import workbook as workbooks

    sheet, skipped = sheets.get(at.key), _skipped(at)
    report = reports.report_of(at.round, at.unit, sheet, evidence.list_confirmed(at.key), skipped)
    return workbooks.xlsx(report, at.index, sheet, skipped)


def preview(at: Place, content: str) -> WorkbookPreview:
    """Compare a filled workbook (base64) with the sheet as it is.

    Parts that are so already are no change; those that somebody else changed since the workbook
    was made are marked. Invalid if the file is no workbook, or that of another unit.
    """
    from chalicelib.documents.workbook import changes as workbook_changes
    from chalicelib.documents.workbook import reading

    filled = reading.read(decoded(content))
    if (filled.round, filled.unit, filled.index) != (at.round.id, at.unit.id, at.unit.index):
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
    outcome = workbook_changes.compare(filled, at.index, _skipped(at))
    sheet = sheets.get(at.key)
    compared = [
        _compared(at.index, sheet.entry(each.change.leaf), each) for each in outcome.changed
    ]
    return WorkbookPreview(
        [each for each in compared if each.parts], outcome.problems, outcome.doubts
    )


def _skipped(at: Place) -> frozenset[str]:
    return ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())


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
