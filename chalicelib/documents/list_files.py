"""The rows of a list that came as a file: an XLSX workbook or a CSV table, told apart by their
first bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from chalicelib.documents import spreadsheets
from chalicelib.documents.list_workbooks import ABOUT, FORMAT
from chalicelib.documents.spreadsheets import Raw
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.lists.checks import told_unseen
from chalicelib.domain.lists.files import HEADINGS, MAX_LINES
from chalicelib.domain.reading.filled_tables import HEADER_ROW, Line, address, plain
from chalicelib.domain.texts import unseen

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
# What else people bring, by the first bytes.
_OTHERS = {
    b"%PDF": ("tệp PDF", "a PDF file"),
    b"\x89PNG": ("tệp ảnh", "a picture"),
    b"\xff\xd8": ("tệp ảnh", "a picture"),
    b"\xd0\xcf\x11\xe0": (
        "tệp Excel hoặc Word kiểu cũ (.xls, .doc)",
        "an old Excel or Word file (.xls, .doc)",
    ),
}
# Further than any list may reach, so that what lies beyond its limit is told and not overlooked.
_MOST = HEADER_ROW + 2 * MAX_LINES
_DELIMITERS = ",;\t"
Headings = Mapping[str, tuple[str, ...]]
"""The parts of a row and the headings they are known by."""


def read(
    content: bytes, owner: tuple[str, str], headings: Headings = HEADINGS
) -> tuple[list[Line], list[Problem]]:
    """The rows that are not empty, and a finding for each cell that holds anything but text.

    `owner` is (round, lister): a form made for somebody else is refused. Invalid if it is no list
    at all. `headings` are those of another table than a list of respondents.
    """
    if content.startswith(b"PK"):
        return spreadsheets.read(content, lambda book: _of_workbook(book, owner))
    for begins, (vi, en) in _OTHERS.items():
        if content.startswith(begins):
            raise _refusal(f"Đây là {vi}, không phải danh sách.", f"This is {en}, not a list.")
    lines, problems = _of_csv(content, headings), list[Problem]()
    return [
        Line(line.number, dict(_seen(line.number, line.cells, problems))) for line in lines
    ], problems


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
    lines, problems = [], list[Problem]()
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
    """The cells of a row without those that hold more than a reader sees, which are told."""
    for column, text in cells.items():
        if hidden := unseen(text):
            problems.append(Problem(address(row, column), *told_unseen(hidden)))
        yield column, "" if hidden else text


def _of_csv(content: bytes, headings: Headings) -> list[Line]:
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=_delimiter(text, headings), strict=True
        )
        # A cell with line breaks does not make more rows of it, as in a spreadsheet.
        return [
            Line(number, cells)
            for number, record in zip(range(1, _MOST + 1), reader, strict=False)
            if (cells := {at: cell for at, cell in enumerate(record) if cell.strip()})
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refusal("Tệp không đọc được.", "The file cannot be read.") from error


def _refusal(vi: str, en: str) -> Invalid:
    """What is told of a file that is no list, and what to do."""
    return Invalid(
        errors=[
            Problem(
                "content",
                f"{vi} Hãy điền vào mẫu .xlsx tải về từ trang này, hoặc lưu danh sách "
                "dạng .xlsx hay “CSV UTF-8”, rồi nạp lại.",
                f"{en} Fill the .xlsx form that this "
                "page gives, or save the list as .xlsx or “CSV UTF-8”, then bring it back.",
                "not_a_list",
            )
        ]
    )


def _delimiter(text: str, headings: Headings) -> str:
    """The one that parts most headings we know; Excel writes `;` where the comma is the decimal
    sign.
    """
    header = text.partition("\n")[0]
    known = {plain(name) for names in headings.values() for name in names}

    def parted(delimiter: str) -> int:
        return sum(plain(cell.strip('"\r *')) in known for cell in header.split(delimiter))

    return max(_DELIMITERS, key=parted)
