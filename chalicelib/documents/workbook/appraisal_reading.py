"""Reading a filled workbook of appraisals: the changes that a member made, case by case, and every
problem at its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.documents import remarks
from chalicelib.documents.spreadsheets import Book
from chalicelib.documents.workbook import appraisal_layout, layout, reading
from chalicelib.documents.workbook.appraisal_layout import CODE, FORMAT, MAX_ROWS, SHEET, UNIT
from chalicelib.documents.workbook.changes import RowReader
from chalicelib.documents.workbook.outcomes import CellProblem, Changed, Outcome
from chalicelib.documents.workbook.reading import WorkbookRow
from chalicelib.domain.assessment.changes import KEEP
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit

_LONGEST_CODE = 100


@dataclass(frozen=True, slots=True)
class FilledAppraisals:
    """A filled workbook: its round and pass as they are written, and its rows."""

    round: str
    number: str
    rows: tuple[WorkbookRow, ...]
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A change of one criterion of a unit; `reason` is the cell where its reason stands."""

    unit: Unit
    leaf: Leaf
    changed: Changed
    reason: str


@dataclass(slots=True)
class AppraisalOutcome:
    """The changes of a workbook, its problems and the questions about it (`doubts`), each at its
    cell.
    """

    changed: list[ChangedCase] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def read(content: bytes) -> FilledAppraisals:
    """The workbook; Invalid, with what to do, if the file is no workbook of appraisals."""
    return reading.opened(content, _filled)


def _filled(book: Book) -> FilledAppraisals:
    about_rows = book.page(layout.ABOUT, 3).rows
    about = [about_rows[number][1].text for number in (1, 2, 3)]
    if about[0] != FORMAT:
        raise ValueError(about[0])
    page = book.page(SHEET, layout.FIRST_ROW + MAX_ROWS)
    rows = tuple(reading.rows_of(page, CODE))
    return FilledAppraisals(about[1], about[2], rows, tuple(remarks.of_book(book)))


def compare(
    filled: FilledAppraisals,
    round_: Round,
    units: Mapping[str, Unit],
    skipped: Mapping[str, Collection[str]],
) -> AppraisalOutcome:
    """What people changed in the workbook; rows without a change are left out. `skipped` are the
    leaves that do not apply, by unit.
    """
    outcome, columns = AppraisalOutcome(), appraisal_layout.columns(round_.indexes)
    seen: dict[tuple[str, str], int] = {}
    for row in filled.rows:
        unit = units.get(row.cell(UNIT).text.strip())
        leaf = round_.index(unit.index).leaves.get(row.code) if unit else None
        if unit is None or leaf is None or leaf.method not in APPRAISED:
            if problem := _unknown(row, unit, columns):
                outcome.problems.append(problem)
        elif earlier := seen.get((unit.id, row.code)):
            outcome.problems.append(_repeated(row, unit, earlier))
        elif row.code in skipped.get(unit.id, ()):
            outcome.problems += _not_applicable(row, unit, columns)
        else:
            reader = _CaseReader(row, columns, Outcome(), round_.index(unit.index))
            _take(outcome, reader.of_case(), row, unit, leaf, columns)
        if unit is not None:
            seen.setdefault((unit.id, row.code), row.number)
    if outcome.changed:
        outcome.doubts += filled.remarks
    return outcome


class _CaseReader(RowReader):
    """Reads the row of one criterion of a unit."""

    kind = "appraisal_first"

    def of_case(self) -> Outcome:
        """The change of the row, its problems and the questions about it."""
        self.read(skipped=False)
        return self._outcome

    def _estimated(self, _: bool, /) -> Any:
        return KEEP


def _take(
    outcome: AppraisalOutcome,
    found: Outcome,
    row: WorkbookRow,
    unit: Unit,
    leaf: Leaf,
    columns: appraisal_layout.AppraisalColumns,
) -> None:
    """Add what was found in a row."""
    name = f"{unit.id} {leaf.code}"
    outcome.problems += [_at_cell(each, name) for each in found.problems]
    outcome.doubts += [_at_cell(each, name) for each in found.doubts]
    reason = row.cell(columns.explanation).at
    outcome.changed += [ChangedCase(unit, leaf, each, reason) for each in found.changed]


def _at_cell(found: CellProblem, name: str) -> Problem:
    problem = found.problem
    return replace(problem, at=found.cell, vi=f"{name}: {problem.vi}", en=f"{name}: {problem.en}")


def _unknown(
    row: WorkbookRow, unit: Unit | None, columns: appraisal_layout.AppraisalColumns
) -> Problem | None:
    """What is wrong with a row of no case; None for one that is empty where people fill."""
    if unit is not None:
        code = row.code[:_LONGEST_CODE]
        return Problem(
            row.cell(CODE).at,
            f"{unit.id}: không có tiêu chí “{code}” do Hội đồng thẩm định",
            f"{unit.id}: there is no criterion “{code}” that the council appraises",
            "unknown_leaf",
        )
    written = row.cell(UNIT).text.strip()[:_LONGEST_CODE]
    asked = range(columns.first_input, columns.original + 1)
    if not (written or row.code or any(row.cell(column).kind != "empty" for column in asked)):
        return None
    return Problem(
        row.cell(UNIT).at,
        f"không có đơn vị “{written}” trong kỳ này",
        f"there is no unit “{written}” in this round",
        "unknown_unit",
    )


def _repeated(row: WorkbookRow, unit: Unit, earlier: int) -> Problem:
    return Problem(
        row.cell(CODE).at,
        f"{unit.id} {row.code}: đã có ở dòng {earlier}",
        f"{unit.id} {row.code}: row {earlier} has it already",
        "repeated",
    )


def _not_applicable(
    row: WorkbookRow, unit: Unit, columns: appraisal_layout.AppraisalColumns
) -> list[Problem]:
    """A problem where something is filled in for a criterion that does not apply."""
    inputs = range(columns.first_input, columns.first_input + columns.inputs)
    filled = [row.cell(column).at for column in inputs if row.cell(column).kind != "empty"]
    return [
        Problem(
            at,
            f"{unit.id} {row.code}: tiêu chí không áp dụng cho đơn vị; hãy để trống",
            f"{unit.id} {row.code}: the criterion does not apply to the unit; leave it empty",
            "not_applicable",
        )
        for at in filled[:1]
    ]
