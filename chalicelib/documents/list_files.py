"""The rows of an uploaded table: a workbook or CSV, told apart by their first bytes.

How a cell was read is told where a person might expect something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from chalicelib.documents import file_kinds, remarks, spreadsheets, table_pages
from chalicelib.documents.list_workbooks import ABOUT, FORMAT, LIST
from chalicelib.documents.shown_pages import Raw
from chalicelib.documents.spreadsheets import Book
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.lists.files import HEADINGS, MAX_LINES
from chalicelib.domain.reading import csv_files
from chalicelib.domain.reading.filled_tables import HEADER_ROW, Line, Uploaded, address, plain
from chalicelib.domain.reading.shown_numbers import is_error
from chalicelib.domain.texts import CELL, objection, told_unseen

_WRONG = {
    "formula": ("Ô chứa công thức; hãy nhập chữ", "The cell holds a formula; type the text"),
    "date": ("Ô chứa ngày tháng; hãy nhập chữ", "The cell holds a date; type the text"),
    "error": (
        "Ô chứa lỗi của bảng tính; hãy nhập lại",
        "The cell holds a spreadsheet error; type it again",
    ),
}
# More rows than any list may have, so that rows beyond the limit are refused, not overlooked.
_MOST = HEADER_ROW + 2 * MAX_LINES
# No part of any table may have as many characters.
_LONGEST = 600
# Far more than are told.
_MOST_PROBLEMS = 20_000
# Characters that stand for whole sentences, and towers of marks: comparing them costs time.
_COSTLY = re.compile("[\ufdfa\ufdfb]|[\u0300-\u036f]{6}")
Headings = Mapping[str, tuple[str, ...]]
"""The parts of a row, and for each the headings that it may have."""


def read(content: bytes, owner: tuple[str, str], headings: Headings = HEADINGS) -> Uploaded:
    """The rows that are not empty, a problem for each cell that has anything but text or does not
    fit, and remarks on how the others were read.

    `owner` is (round, lister): a form made for another one is refused. `headings` are given for a
    table other than a respondent list. Invalid if the file is not a list.
    """
    known = frozenset(map(plain, chain.from_iterable(headings.values())))
    kind = file_kinds.kind_of(content)
    if kind.kind == "locked":
        raise spreadsheets.locked()
    if kind.kind in ("workbook", "old"):
        return spreadsheets.read(content, lambda book: _of_workbook(book, owner, known))
    if kind.kind != "text":
        raise _refusal(
            f"Đây là {kind.vi}, không phải danh sách.", f"This is {kind.en}, not a list."
        )
    try:
        uploaded = csv_files.read(content, known, _MOST)
    except csv_files.NotReadable as error:
        if error.row:
            raise _unquoted(error.row) from error
        raise _refusal("Tệp không đọc được.", "The file cannot be read.") from error
    problems = list(uploaded.problems)
    lines = [
        Line(line.number, dict(_seen(line.number, line.cells, problems))) for line in uploaded.lines
    ]
    return Uploaded(lines, problems, uploaded.remarks)


def _of_workbook(book: Book, owner: tuple[str, str], known: frozenset[str]) -> Uploaded:
    if ABOUT in book.names:
        about = book.page(ABOUT, 3).rows
        if tuple(about.get(row, {}).get(1, Raw("")).text for row in (1, 2, 3)) != (FORMAT, *owner):
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
    chosen = table_pages.choose(book, LIST, known)
    page = book.page(chosen.name, _MOST)
    told = [*remarks.of_book(book), *chosen.remarks, *table_pages.remarks_of(page, known)]
    table_pages.fill_merged(page)
    lines: list[Line] = []
    problems: list[Problem] = []
    for number in sorted(page.rows):
        row = page.rows[number]
        numbers = frozenset(column - 1 for column, cell in row.items() if cell.kind == "number")
        cells = dict(_seen(number, dict(_texts(row, problems)), problems))
        lines.append(Line(number, cells, numbers))
    if page.beyond:
        problems.append(
            Problem(
                address(page.beyond, 0),
                f"Dòng {page.beyond} quá xa dòng tiêu đề; hãy xóa các dòng trống ở giữa",
                f"Row {page.beyond} is too far below the headings; delete the empty rows between",
                "too_long",
            )
        )
    return Uploaded(lines, problems, remarks.bounded(told))


def _texts(row: Mapping[int, Raw], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    for column, cell in row.items():
        if cell.kind in _WRONG and len(problems) < _MOST_PROBLEMS:
            problems.append(Problem(cell.at, *_WRONG[cell.kind], cell.kind))
        yield column - 1, "" if cell.kind in _WRONG else cell.text


def _seen(row: int, cells: Mapping[int, str], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The cells of a row; one with a text that nobody should read, or that is far too long, is
    emptied, with a problem.
    """
    for column, text in cells.items():
        told = _told(text)
        if told and len(problems) < _MOST_PROBLEMS:
            problems.append(Problem(address(row, column), *told))
        yield column, "" if told else text


def _told(text: str) -> tuple[str, str, str] | None:
    if is_error(text.strip()):
        return (*_WRONG["error"], "error")
    if len(text) > _LONGEST:
        return (f"Dài quá {_LONGEST} ký tự", f"Longer than {_LONGEST} characters", "too_long")
    if found := _COSTLY.search(text):
        return told_unseen([f"U+{ord(found[0][0]):04X}"], CELL)
    return objection(text, CELL)


def _unquoted(row: int) -> Invalid:
    return Invalid(
        errors=[
            Problem(
                address(row, 0),
                f"Dòng {row} có dấu ngoặc kép không khớp; trong ô đặt trong ngoặc kép, mỗi dấu"
                " ngoặc kép phải viết hai lần",
                f"Row {row} has quotation marks that do not fit; within a quoted cell each of them"
                " is written twice",
                "bad_quotes",
            )
        ]
    )


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
