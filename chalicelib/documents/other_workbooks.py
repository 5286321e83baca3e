"""Workbooks of other formats (.xls, .xlsb, .ods): values only, read by python-calamine apart.

Its parsers reserve memory for whatever size a file claims, so they run in a process of their own.
Number formats, hidden rows and what is a formula cannot be seen in these files; readers say so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from chalicelib.documents import apart, lost_errors
from chalicelib.documents.packages import Locked, TooMuch
from chalicelib.documents.shown_pages import MAX_COLUMNS, Merged, Page, Raw
from chalicelib.domain.reading.filled_tables import address
from chalicelib.domain.reading.shown_numbers import is_error, plain, stored

MAX_CELLS, MAX_TEXT, MAX_SHEETS, MAX_MERGED = 600_000, 16 * 1024 * 1024, 255, 10_000
_MOST_ROWS = 50_000
_BUDGET = apart.Budget(processor=5, seconds=20, memory=512 * 1024 * 1024)


# Records of cells that follow the one before (MS-XLSB): BrtShortBlank to BrtShortIsst.
_SHORT_CELLS = range(12, 19)
_INDENTS = re.compile(rb">[ \t\r\n]+(</?table:)")


class OtherBook:
    """A workbook of another format, all of whose values were read."""

    unseen = True

    def __init__(self, sheets: list[dict[str, Any]]) -> None:
        self._sheets = {sheet["name"]: sheet for sheet in sheets}
        if len(self._sheets) < len(sheets):
            raise ValueError("pages")

    @property
    def names(self) -> dict[str, bool]:
        """The pages by name, in order, and whether each is visible."""
        return {name: sheet["visible"] for name, sheet in self._sheets.items()}

    def page(self, name: str, most: int) -> Page:
        """The first `most` rows of a page; KeyError if there is no such page."""
        sheet, found = self._sheets[name], Page()
        found.merged = [Merged(*corners) for corners in sheet["merged"]]
        for number, column, kind, text in sheet["cells"]:
            if number > most:
                found.beyond = min(found.beyond or number, number)
            else:
                cell = Raw(address(number, column - 1), kind, text)
                found.rows.setdefault(number, {})[column] = cell
        return found


def read(content: bytes) -> OtherBook:
    """The workbook; Locked, TooMuch, or ValueError if it cannot be read within the budget."""
    try:
        found = apart.run(sheets_of, content, _BUDGET)
    except apart.NoResultError as error:
        raise ValueError("no result") from error
    if found == "locked":
        raise Locked
    if found == "too much":
        raise TooMuch
    return OtherBook(found)


def require_whole_cells(parts: Mapping[str, bytes]) -> None:
    """Raise ValueError if a page of a .xlsb has cells without their column, as some programs write
    them: they would be left out without a word.
    """
    for name, part in parts.items():
        is_page = name.startswith("xl/worksheets/") and name.endswith(".bin")
        if is_page and any(kind in _SHORT_CELLS for kind, _ in lost_errors.binary_records(part)):
            raise ValueError(name)


def without_indents(parts: Mapping[str, bytes]) -> bytes:
    """An Open Document spreadsheet without the blanks before its rows and cells, which the reader
    does not expect.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", parts["mimetype"].strip())
        archive.writestr("content.xml", _INDENTS.sub(rb">\1", parts["content.xml"]))
        archive.writestr("META-INF/manifest.xml", parts.get("meta-inf/manifest.xml", b"<none/>"))
    return out.getvalue()


def sheets_of(content: bytes) -> Any:
    """The sheets as JSON: name, visible, merged (top, left, bottom, right) and the cells that are
    not empty (row, column, kind, text), rows and columns from 1; or `locked`, or `too much`.
    """
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        return "locked"
    if len(book.sheets_metadata) > MAX_SHEETS:
        return "too much"
    sheets: list[dict[str, Any]] = []
    errors = lost_errors.by_sheet(content)
    cells_left, text_left = MAX_CELLS, MAX_TEXT
    for number, about in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_name(about.name)
        cells = _cells(sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS))
        lost = errors[number] if number < len(errors) else []
        cells += [(row, column, "error", text) for row, column, text in lost[:MAX_CELLS]]
        cells_left -= len(cells)
        text_left -= sum(len(cell[3]) for cell in cells)
        if cells_left < 0 or text_left < 0:
            return "too much"
        merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MAX_MERGED]
        ]
        visible = about.visible == SheetVisibleEnum.Visible
        sheets.append({"name": about.name, "visible": visible, "merged": merged, "cells": cells})
    return sheets


def _cells(rows: list[list[Any]]) -> list[tuple[int, int, str, str]]:
    return [
        (number, column, *found)
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row[:MAX_COLUMNS], start=1)
        if (found := _content(value)) is not None
    ]


def _content(value: Any) -> tuple[str, str] | None:
    """The kind and text of a value; None if it is empty."""
    if isinstance(value, bool):
        return ("truth", "TRUE") if value else ("truth", "")
    if isinstance(value, int | float):
        number = stored(repr(float(value)))
        return ("error", "") if number is None else ("number", plain(number))
    if isinstance(value, date | time | timedelta):
        return "date", str(value)
    text = str(value)
    if is_error(text):
        return "error", text
    return ("text", text) if text.strip() else None
