"""Workbooks of the small round, made, filled and read back, for tests."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook

from chalicelib.documents.workbook import changes as workbook_changes
from chalicelib.documents.workbook import layout, reading, workbook
from chalicelib.documents.workbook.outcomes import Outcome
from chalicelib.domain.assessment import sheets
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.reports import report_of
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.rounds.indexes import Index
from tests.small_round import NOW, VALUES, departments, parsed, units

INDEX = departments()
AT = layout.columns(INDEX)


def saved(*changes: Change, to: Sheet | None = None) -> Sheet:
    """A sheet with these changes."""
    return sheets.save(to or Sheet(), changes, INDEX, "self_assessment", "an@example.test", NOW)


def full() -> Sheet:
    """Every value of the small round."""
    return saved(*(Change(leaf, 0, value) for leaf, value in VALUES.items()))


def made(sheet: Sheet, skipped: frozenset[str] = frozenset(), index: Index = INDEX) -> bytes:
    """The workbook of a sheet."""
    return workbook.xlsx(
        report_of(parsed(), units()["so-a"], sheet, [], skipped), index, sheet, skipped
    )


def opened(content: bytes) -> Workbook:
    """It, for filling."""
    return load_workbook(io.BytesIO(content))


def place(content: bytes, leaf: str, column: int) -> str:
    """The address of a leaf's cell."""
    page = opened(content)[layout.SHEET]
    row = next(cell.row for cell in page["A"] if cell.value == leaf)
    return str(page.cell(row, column).coordinate)


def fill(content: bytes, cells: dict[str, Any]) -> bytes:
    """The workbook with these cells as somebody typed them."""
    book = opened(content)
    for address, value in cells.items():
        book[layout.SHEET][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def outcome(content: bytes, skipped: frozenset[str] = frozenset(), index: Index = INDEX) -> Outcome:
    """What it would change."""
    return workbook_changes.compare(reading.read(content), index, skipped)
