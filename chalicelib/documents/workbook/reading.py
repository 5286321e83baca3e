"""Reading a filled workbook of a sheet: whose it is, and the cells of each leaf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.documents import spreadsheets
from chalicelib.documents.spreadsheets import Raw
from chalicelib.documents.workbook import layout

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 3000


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """A row with a code in its first column; `cells` by column number."""

    number: int
    code: str
    cells: dict[int, Raw]

    def cell(self, column: int) -> Raw:
        """The cell of a column; an empty one if the file has none."""
        from openpyxl.utils import get_column_letter

        return self.cells.get(column, Raw(f"{get_column_letter(column)}{self.number}"))


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A filled workbook: its round, unit and index, and its rows."""

    round: str
    unit: str
    index: str
    rows: tuple[WorkbookRow, ...]


def read(content: bytes) -> FilledWorkbook:
    """The workbook; Invalid, with what to do, if the file is not one of our workbooks."""
    return spreadsheets.read(content, _filled)


def _filled(book: Workbook) -> FilledWorkbook:
    about = [row[1].text for row in spreadsheets.rows(book[layout.ABOUT], 4)]
    if about[0] != layout.FORMAT:
        raise ValueError(about[0])
    rows = tuple(
        WorkbookRow(number, row[1].text.strip(), row)
        for number, row in enumerate(spreadsheets.rows(book[layout.SHEET], MAX_ROWS), start=1)
        if number >= layout.FIRST_ROW and 1 in row and row[1].text.strip()
    )
    return FilledWorkbook(about[1], about[2], about[3], rows)
