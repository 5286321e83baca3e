"""The rows of an uploaded list: an XLSX workbook or a CSV table, told apart by their first
bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from chalicelib.documents import spreadsheets
from chalicelib.documents.list_workbooks import ABOUT, FORMAT
from chalicelib.documents.spreadsheets import Raw
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.lists.checks import CELL
from chalicelib.domain.lists.files import HEADINGS, MAX_LINES
from chalicelib.domain.reading.filled_tables import HEADER_ROW, Line, address, plain
from chalicelib.domain.texts import objection

if TYPE_CHECKING:
    from openpyxl import Workbook

_WRONG = {
    "formula": ("Ô chứa công thức; hãy nhập chữ", "The cell holds a formula; type the text"),
    "date": ("Ô chứa ngày tháng; hãy nhập chữ", "The cell holds a date; type the text"),
    "error": (
        "Ô chứa lỗi của bảng tính; hãy nhập lại",
        "The cell holds a spreadsheet error; type it again",
    ),
}
# Other files that people upload, by their first bytes.
_OTHERS = {
    b"%PDF": ("tệp PDF", "a PDF file"),
    b"\x89PNG": ("tệp ảnh", "a picture"),
    b"\xff\xd8": ("tệp ảnh", "a picture"),
    b"\xd0\xcf\x11\xe0": (
        "tệp Excel hoặc Word kiểu cũ (.xls, .doc)",
        "an old Excel or Word file (.xls, .doc)",
    ),
}
# More rows than any list may have, so that rows beyond the limit are refused, not overlooked.
_MOST = HEADER_ROW + 2 * MAX_LINES
_DELIMITERS = ",;\t"
Headings = Mapping[str, tuple[str, ...]]
"""The parts of a row, and for each the headings that it may have."""


def read(
    content: bytes, owner: tuple[str, str], headings: Headings = HEADINGS
) -> tuple[list[Line], list[Problem]]:
    """The rows that are not empty, and a problem for each cell that has anything but text.

    `owner` is (round, lister): a form made for another one is refused. `headings` are given for a
    table other than a respondent list. Invalid if the file is not a list.
    """
    if content.startswith(b"PK"):
        return spreadsheets.read(content, lambda book: _of_workbook(book, owner))
    for start, (vi, en) in _OTHERS.items():
        if content.startswith(start):
            raise _refusal(f"Đây là {vi}, không phải danh sách.", f"This is {en}, not a list.")
    problems: list[Problem] = []
    lines = [
        Line(line.number, dict(_seen(line.number, line.cells, problems)))
        for line in _of_csv(content, headings)
    ]
    return lines, problems


def _of_workbook(book: Workbook, owner: tuple[str, str]) -> tuple[list[Line], list[Problem]]:
    if ABOUT in book.sheetnames:
        about = tuple(row[1].text if 1 in row else "" for row in spreadsheets.rows(book[ABOUT], 3))
        if about != (FORMAT, *owner):
            raise Invalid(
                errors=[
                    Problem(
                        "content",
                        "Tệp này là mẫu của đơn vị hoặc kỳ khác; hãy tải mẫu của đơn vị mình về",
                        "This form is of another unit or round; download your own",
                        "another_workbook",
                    )
                ]
            )
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, row in enumerate(spreadsheets.rows(book.worksheets[0], _MOST), start=1):
        cells = dict(_seen(number, dict(_texts(row, problems)), problems))
        if cells:
            lines.append(Line(number, cells))
    return lines, problems


def _texts(row: Mapping[int, Raw], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    for column, cell in row.items():
        if cell.kind in _WRONG:
            problems.append(Problem(cell.at, *_WRONG[cell.kind], cell.kind))
        if cell.kind != "empty":
            yield column - 1, "" if cell.kind in _WRONG else cell.text


def _seen(row: int, cells: Mapping[int, str], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The cells of a row; one with a text that nobody should read is emptied, with a problem."""
    for column, text in cells.items():
        if why := objection(text, CELL):
            problems.append(Problem(address(row, column), *why))
        yield column, "" if why else text


def _of_csv(content: bytes, headings: Headings) -> list[Line]:
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=_delimiter(text, headings), strict=True
        )
        # Rows are counted, not lines: a cell may have line breaks, as in a spreadsheet.
        rows = [_filled_cells(record) for record in islice(reader, _MOST)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refusal("Tệp không đọc được.", "The file cannot be read.") from error
    return [Line(number, cells) for number, cells in enumerate(rows, start=1) if cells]


def _filled_cells(record: Sequence[str]) -> dict[int, str]:
    return {column: cell for column, cell in enumerate(record) if cell.strip()}


def _refusal(vi: str, en: str) -> Invalid:
    """The refusal of a file that is not a list, with what to do."""
    return Invalid(
        errors=[
            Problem(
                "content",
                f"{vi} Hãy điền vào mẫu .xlsx tải về từ trang này, hoặc lưu danh sách "
                "dạng .xlsx hay “CSV UTF-8”, rồi nạp lại.",
                f"{en} Fill the .xlsx form that this "
                "page gives, or save the list as .xlsx or “CSV UTF-8”, then upload it again.",
                "not_a_list",
            )
        ]
    )


def _delimiter(text: str, headings: Headings) -> str:
    """The delimiter that gives the most known headings; Excel writes `;` where the comma is the
    decimal sign.
    """
    header = text.partition("\n")[0]
    known = set(map(plain, chain.from_iterable(headings.values())))

    def known_headings(delimiter: str) -> int:
        return sum(plain(cell.strip('"\r *')) in known for cell in header.split(delimiter))

    return max(_DELIMITERS, key=known_headings)
