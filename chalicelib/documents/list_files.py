"""The rows of a list that came as a file: an XLSX workbook or a CSV table, told apart by their first bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from chalicelib.documents import spreadsheets
from chalicelib.documents.list_workbooks import ABOUT, FORMAT
from chalicelib.documents.spreadsheets import Raw
from chalicelib.domain.errors import Finding, Invalid
from chalicelib.domain.list_files import HEADER_ROW, HEADINGS, MAX_LINES, Line, plain

if TYPE_CHECKING:
    from openpyxl import Workbook

_WRONG = {
    "formula": ("Ô chứa công thức; hãy nhập chữ", "The cell holds a formula; type the text"),
    "date": ("Ô chứa ngày tháng; hãy nhập chữ", "The cell holds a date; type the text"),
    "error": ("Ô chứa lỗi của bảng tính; hãy nhập lại", "The cell holds a spreadsheet error; type it again"),
}
# Further than any list may reach, so that what lies beyond its limit is told and not overlooked.
_MOST = HEADER_ROW + 2 * MAX_LINES
_DELIMITERS = ",;\t"


def read(content: bytes, owner: tuple[str, str]) -> tuple[list[Line], list[Finding]]:
    """The rows that are not empty, and a finding for each cell that holds anything but text.

    `owner` is (round, lister): a form made for somebody else is refused. Invalid if it is no list at all.
    """
    if content.startswith(b"PK"):
        return spreadsheets.read(content, lambda book: _of_workbook(book, owner))
    return _of_csv(content), []


def _of_workbook(book: Workbook, owner: tuple[str, str]) -> tuple[list[Line], list[Finding]]:
    if ABOUT in book.sheetnames:
        about = tuple(row[1].text if 1 in row else "" for row in spreadsheets.rows(book[ABOUT], 3))
        if about != (FORMAT, *owner):
            raise Invalid(errors=[Finding("content", "Tệp này là mẫu của đơn vị hoặc kỳ khác; hãy tải mẫu của đơn vị "
                                          "mình về", "This form is of another unit or round; download your own",
                                          "another_workbook")])
    lines, faults = [], list[Finding]()
    for number, row in enumerate(spreadsheets.rows(book.worksheets[0], _MOST), start=1):
        cells = dict(_texts(row, faults))
        if cells:
            lines.append(Line(number, cells))
    return lines, faults


def _texts(row: Mapping[int, Raw], faults: list[Finding]) -> Iterator[tuple[int, str]]:
    for column, cell in row.items():
        if cell.kind in _WRONG:
            faults.append(Finding(cell.at, *_WRONG[cell.kind], cell.kind))
        if cell.kind != "empty":
            yield column - 1, "" if cell.kind in _WRONG else cell.text


def _of_csv(content: bytes) -> list[Line]:
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        # A cell with line breaks does not make more rows of it, as in a spreadsheet.
        return [Line(number, cells) for number, record in zip(range(1, _MOST + 1), reader, strict=False)
                if (cells := {at: cell for at, cell in enumerate(record) if cell.strip()})]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Invalid(errors=[Finding("content", "Tệp không đọc được; hãy tải lên mẫu .xlsx, hoặc tệp lưu dạng “CSV "
                                      "UTF-8”", "The file cannot be read; upload the .xlsx form, or a file saved as "
                                      "“CSV UTF-8”", "not_a_list")]) from fault


def _delimiter(text: str) -> str:
    """The one that parts most headings we know; Excel writes `;` where the comma is the decimal sign."""
    header = text.partition("\n")[0]
    known = {plain(name) for names in HEADINGS.values() for name in names}

    def headings(delimiter: str) -> int:
        return sum(plain(cell.strip('"\r *')) in known for cell in header.split(delimiter))

    return max(_DELIMITERS, key=headings)
