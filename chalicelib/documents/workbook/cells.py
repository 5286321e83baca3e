"""Write cells of a workbook: texts stay texts, decimals stay exact."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from chalicelib.documents.printable import printable
from chalicelib.domain.decimals import parse

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# A spreadsheet reads `_x0041_` in a cell as the character A; a text that looks so is escaped.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_EXACT_DIGITS = 15


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell at that place; no cells are merged here."""
    return cast("Cell", page.cell(row, column))


def put(page: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as a text: it never becomes a formula, neither when the file is opened nor when
    the cell is edited.
    """
    cell, written = cell_at(page, row, column), printable(text)
    cell.value = _ESCAPED.sub("_x005F_", written)
    cell.data_type = "s"
    # A spreadsheet leaves out blanks in front when somebody edits the cell.
    if written.startswith(_RISKY) or written.strip().startswith(_RISKY):
        cell.quotePrefix = True
    return cell


def put_number(page: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a decimal as a number if a spreadsheet can hold it exactly, else as a text."""
    digits = text.lstrip("-").replace(".", "").strip("0")
    if parse(text) is None or len(digits) > _EXACT_DIGITS or len(text) > _EXACT_DIGITS + 3:
        return put(page, row, column, text)
    cell = cell_at(page, row, column)
    cell.value = Decimal(text)
    return cell
