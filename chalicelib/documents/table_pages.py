"""The page of a workbook that has the table, with what its screen hides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from chalicelib.documents import remarks
from chalicelib.documents.packages import TooMuch
from chalicelib.documents.shown_pages import Page, Raw
from chalicelib.documents.spreadsheets import Book
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.reading.filled_tables import HEADER_ROW, address, plain

# A page with fewer known headings is no table of ours.
_FEWEST = 2
_MOST_FILLED = 200_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The page to read, and what is to be known of the others."""

    name: str
    remarks: list[Problem]


def choose(book: Book, ours: str, known: Collection[str]) -> Chosen:
    """The visible page that has known headings and rows: the one named as in the form (`ours`),
    else the only one. Where none has them, the form's page or the first visible one.

    Invalid, with their names, if several have them.
    """
    visible = [name for name, seen in book.names.items() if seen] or list(book.names)
    fitting = {name: filled for name in book.names if (filled := _fits(book, name, known))}
    seen = [name for name in visible if name in fitting]
    candidates = [name for name in seen if fitting[name] == "filled"] or seen
    if len(candidates) > 1 and ours not in candidates:
        raise _several(candidates)
    chosen = candidates or [name for name in visible if name == ours] or visible
    name = ours if ours in chosen else chosen[0]
    left_out = [other for other, fit in fitting.items() if fit == "filled" and other != name]
    return Chosen(name, [_left_out(other, book.names[other]) for other in left_out])


def _fits(book: Book, name: str, known: Collection[str]) -> str:
    """`filled` if the page has known headings and rows below, `empty` without rows, else ""."""
    page = book.page(name, HEADER_ROW)
    if len(headings(page, known)) < _FEWEST:
        return ""
    return "filled" if page.beyond else "empty"


def headings(page: Page, known: Collection[str]) -> dict[int, str]:
    """The known headings of a page by column from 1."""
    row = page.rows.get(HEADER_ROW, {})
    return {at: cell.text for at, cell in row.items() if plain(cell.text.strip(" *")) in known}


def _several(names: list[str]) -> Invalid:
    listed = "; ".join(f"“{name[:60]}”" for name in names[:10])
    return Invalid(
        errors=[
            Problem(
                "content",
                f"Tệp có nhiều trang tính đều có dữ liệu: {listed}. Hãy xóa hoặc ẩn các trang không"
                " dùng rồi nạp lại.",
                f"Several sheets of the file have rows: {listed}. Delete or hide those that are not"
                " meant, then upload it again.",
                "several_sheets",
                {"sheets": names[:10]},
            )
        ]
    )


def _left_out(name: str, visible: bool) -> Problem:
    vi, en = ("Trang tính", "The sheet") if visible else ("Trang tính ẩn", "The hidden sheet")
    return Problem(
        address(HEADER_ROW, 0),
        f"{vi} “{name[:60]}” cũng có dữ liệu nhưng không được đọc",
        f"{en} “{name[:60]}” has rows too, but was not read",
        "sheet_left_out",
        {"sheet": name[:60]},
    )


def remarks_of(page: Page, known: Collection[str]) -> Iterator[Problem]:
    """What is to be known of the page and of its cells in columns with known headings."""
    columns = headings(page, known)
    yield from remarks.of_page(page, columns)
    for number in sorted(page.rows):
        if number > HEADER_ROW:
            yield from _of_row(page.rows[number], columns)


def _of_row(row: Mapping[int, Raw], columns: Collection[int]) -> Iterator[Problem]:
    for column in row:
        if column in columns and (remark := remarks.of_cell(row[column])):
            yield remark


def fill_merged(page: Page) -> None:
    """Give the content of cells merged over several rows to each of these rows that has other
    content. Headings are left as they are.
    """
    numbers, filled = sorted(page.rows), 0
    for merged in page.merged:
        content = page.rows.get(merged.top, {}).get(merged.left)
        if content is None or merged.top <= HEADER_ROW or merged.left != merged.right:
            continue
        for number in numbers[
            bisect_left(numbers, merged.top + 1) : bisect_right(numbers, merged.bottom)
        ]:
            filled += 1
            if filled > _MOST_FILLED:
                raise TooMuch("merged cells")
            cell = replace(content, at=address(number, merged.left - 1))
            page.rows[number].setdefault(merged.left, cell)
