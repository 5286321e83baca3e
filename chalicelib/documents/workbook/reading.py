"""Reading a filled workbook of a sheet: whose it is, and the cells of each leaf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.documents import file_kinds, remarks, spreadsheets
from chalicelib.documents.shown_pages import Merged, Page, Raw
from chalicelib.documents.spreadsheets import Book
from chalicelib.documents.workbook import layout
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.filled_tables import address

MAX_ROWS = 3000
_MOST_MERGED = 500
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """A row with its code; `cells` by column number. `hidden`: the screen does not show it."""

    number: int
    code: str
    cells: dict[int, Raw]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()

    def cell(self, column: int) -> Raw:
        """The cell of a column; an empty one if the file has none."""
        return self.cells.get(column, Raw(address(self.number, column - 1)))


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A filled workbook: its round, unit and index, its rows, and remarks on it as a whole."""

    round: str
    unit: str
    index: str
    rows: tuple[WorkbookRow, ...]
    remarks: tuple[Problem, ...] = ()


def read(content: bytes) -> FilledWorkbook:
    """The workbook; Invalid, with what to do, if the file is not one of our workbooks."""
    return opened(content, _filled)


def opened(content: bytes, take: Callable[[Book], Content]) -> Content:
    """What `take` makes of the workbook; Invalid if the file is none, or `take` cannot read it."""
    kind = file_kinds.kind_of(content)
    if kind.kind == "locked":
        raise spreadsheets.locked()
    if kind.kind not in ("workbook", "old"):
        if not kind.vi:
            raise spreadsheets.refusal()
        raise spreadsheets.refusal(f"Đây là {kind.vi}.", f"This is {kind.en}.")
    return spreadsheets.read(content, take)


def _filled(book: Book) -> FilledWorkbook:
    about_rows = book.page(layout.ABOUT, 4).rows
    about = [about_rows[number][1].text for number in (1, 2, 3, 4)]
    if about[0] != layout.FORMAT:
        raise ValueError(about[0])
    rows = tuple(row for row in rows_of(book.page(layout.SHEET, MAX_ROWS), 1) if row.code)
    return FilledWorkbook(about[1], about[2], about[3], rows, tuple(remarks.of_book(book)))


def rows_of(page: Page, code: int) -> Iterator[WorkbookRow]:
    """The rows under the heads of a page, in order; codes are in the column `code`, and "" where
    there is none.
    """
    merged = [each for each in page.merged if each.top >= layout.FIRST_ROW][:_MOST_MERGED]
    for number, row in sorted(page.rows.items()):
        if number >= layout.FIRST_ROW:
            yield WorkbookRow(
                number,
                row[code].text.strip() if code in row else "",
                row,
                number in page.hidden_rows,
                tuple(each for each in merged if each.top <= number <= each.bottom),
            )
