"""The cells of one page of a workbook (ECMA-376 part 1, §18.3), read as a stream."""

from __future__ import annotations

import re

from chalicelib.documents.packages import Attributes, TooMuch, walk
from chalicelib.documents.shown_pages import MAX_COLUMNS, Merged, Page, Raw, place
from chalicelib.documents.xlsx_parts import Shared, plain_text
from chalicelib.domain.reading.filled_tables import address
from chalicelib.domain.reading.shown_numbers import is_date, plain, shown, stored

# More cells and more text than any table that people fill has; a text may be shared by many cells.
MAX_CELLS, MAX_TEXT = 600_000, 16 * 1024 * 1024
MAX_MERGED = 10_000
_RANGE = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})")
_YES = ("1", "true")


def read_page(part: bytes, shared: Shared, most: int) -> Page:
    """The first `most` rows; TooMuch if there is more in them than people fill, ValueError or
    IndexError if a cell or its content is there twice, or refers to what is not there.
    """
    reader = _PageReader(shared, most)
    walk(part, reader.start, reader.end, reader.text)
    return reader.page


class _PageReader:
    """Follows the elements of a page. A cell's parts are collected until it ends."""

    def __init__(self, shared: Shared, most: int) -> None:
        self.page = Page()
        self._shared, self._most = shared, most
        self._row = self._column = self._cells = self._letters = 0
        self._cell: Attributes | None = None
        self._within = ""
        self._pieces: dict[str, list[str]] = {"v": [], "t": []}
        self._formula = self._skipping = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        if self._cell is not None:
            if tag == "c" or (tag == "v" and self._pieces["v"]):
                raise ValueError(tag)
            self._skipping = self._skipping or tag == "rPh"
            self._within = tag
            self._formula = self._formula or tag == "f"
        elif tag == "c":
            self._cell = given
            self._move(given.get("r", ""))
        elif tag == "row":
            self._row = _whole(given["r"]) if "r" in given else self._row + 1
            if not self._row:
                raise ValueError("row")
            self._column = 0
            if _is_unseen(given, "ht") and self._row <= self._most:
                self.page.hidden_rows.add(self._row)
        elif tag == "col" and _is_unseen(given, "width"):
            first, last = max(int(given["min"]), 1), min(int(given["max"]), MAX_COLUMNS)
            self.page.hidden_columns.update(range(first, last + 1))
        elif tag == "mergeCell" and (found := _RANGE.fullmatch(given.get("ref", ""))):
            if len(self.page.merged) >= MAX_MERGED:
                raise TooMuch("merged cells")
            (left, top), (right, bottom) = place(found[1]), place(found[2])
            self.page.merged.append(Merged(top, left, bottom, right))

    def text(self, piece: str) -> None:
        """A piece of text within an element."""
        if self._within in self._pieces and not self._skipping:
            self._pieces[self._within].append(piece)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._cell is None:
            return
        self._within = ""
        if tag == "rPh":
            self._skipping = False
        elif tag == "c":
            self._take(self._cell)
            self._cell, self._formula, self._skipping = None, False, False
            for pieces in self._pieces.values():
                pieces.clear()

    def _move(self, at: str) -> None:
        if at:
            self._column, self._row = place(at)
        else:
            self._column += 1

    def _take(self, given: Attributes) -> None:
        if self._column > MAX_COLUMNS:
            return
        value, inline = "".join(self._pieces["v"]), "".join(self._pieces["t"])
        cell = self._raw(given, value, inline)
        if cell.kind == "empty":
            return
        if self._row > self._most:
            self.page.beyond = min(self.page.beyond or self._row, self._row)
            return
        self._cells, self._letters = self._cells + 1, self._letters + len(cell.text)
        if self._cells > MAX_CELLS or self._letters > MAX_TEXT:
            raise TooMuch("cells")
        row = self.page.rows.setdefault(self._row, {})
        if row.setdefault(self._column, cell) is not cell:
            raise ValueError(cell.at)

    def _raw(self, given: Attributes, value: str, inline: str) -> Raw:
        at, kind, formula = address(self._row, self._column - 1), given.get("t", "n"), self._formula
        if kind == "n":
            return self._number(at, given.get("s", "0"), value.strip())
        if formula and not value and kind != "str":
            return Raw(at, "formula")
        if kind in ("e", "b", "d"):
            kinds = {"e": "error", "b": "truth", "d": "date"}
            text = value if kind != "b" else "TRUE" if value.strip() in _YES else ""
            return Raw(at, kinds[kind], text, computed=formula)
        text = self._shared.texts[_whole(value)] if kind == "s" and value else plain_text(value)
        text = plain_text(inline) if kind == "inlineStr" else text
        return Raw(at, "text" if text.strip() else "empty", text, computed=formula)

    def _number(self, at: str, style: str, value: str) -> Raw:
        if not value:
            return Raw(at, "formula" if self._formula else "empty")
        number, form = stored(value), _format(self._shared.formats, style)
        if number is None:
            return Raw(at, "error", value[:50])
        if is_date(form):
            return Raw(at, "date", plain(number))
        found = shown(number, form)
        display = found.display if found.differs else None
        return Raw(at, "number", found.value, found.percent, display, self._formula)


def _format(formats: tuple[str, ...], style: str) -> str:
    return formats[number] if (number := _whole(style)) < len(formats) else "General"


def _is_unseen(given: Attributes, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width, which is the same to people."""
    return given.get("hidden") in _YES or stored(given.get(size, "")) == 0


def _whole(text: str) -> int:
    """A number of a row, a style or a text; int() also takes signs, blanks and other digits."""
    if not (text.isascii() and text.strip().isdigit()):
        raise ValueError(text)
    return int(text)
