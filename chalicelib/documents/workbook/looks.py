"""The looks of the page of a workbook: widths, borders, heads, and heights for long texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.documents.workbook import layout

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CODE, _TITLE, _MOST, _HINT, _INPUT, _POINTS, _ESTIMATED, _EXPLANATION = 9, 52, 9, 36, 15, 9, 10, 60
_LINE = 15.0  # height of a line of the standard font, in points
_HEAD, _BAND, _RULE = "D9E2EF", "EEF2F7", "BFBFBF"


def band(page: Worksheet, row: int, last: int) -> None:
    """Colour the row of an area, up to the column `last`."""
    from openpyxl.styles import PatternFill

    for column in range(1, last + 1):
        page.cell(row, column).fill = PatternFill("solid", _BAND)


def shape(page: Worksheet, columns: layout.Columns, last: int) -> None:
    """Set widths, heads, borders and the page setup of the whole page, whose last row is `last`."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    inputs = [_INPUT] * columns.inputs
    widths = [_CODE, _TITLE, _MOST, _HINT, *inputs, _POINTS, _ESTIMATED, _EXPLANATION]
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for column in (columns.version, columns.original):
        page.column_dimensions[get_column_letter(column)].hidden = True
    for row in range(layout.FIRST_ROW - 1, last + 1):
        _row(page, row, widths)
    _head(page, len(widths))
    page.freeze_panes = f"C{layout.FIRST_ROW}"
    page.print_title_rows = f"{layout.FIRST_ROW - 1}:{layout.FIRST_ROW - 1}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = (
        "landscape",
        9,
        0,
    )
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(page: Worksheet, columns: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column in range(1, columns + 1):
        cell = page.cell(layout.FIRST_ROW - 1, column)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", _HEAD)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.row_dimensions[layout.FIRST_ROW - 1].height = 2 * _LINE


def _row(page: Worksheet, row: int, widths: list[int]) -> None:
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color=_RULE)
    lines = 1
    for column, width in enumerate(widths, start=1):
        cell = page.cell(row, column)
        cell.border = Border(line, line, line, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = max(
            lines,
            (
                sum(1 + len(part) // width for part in str(cell.value or "").split("\n"))
                if cell.data_type == "s"
                else 1
            ),
        )
    if lines > 1:  # not every program computes the height when it opens a file
        page.row_dimensions[row].height = _LINE * min(lines, 27)
