"""Workbooks of appraisals, filled and read back, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

from chalicelib.documents.workbook import appraisal_layout, appraisal_reading, layout
from chalicelib.documents.workbook.appraisal_layout import CODE, SHEET, UNIT
from chalicelib.documents.workbook.appraisal_reading import AppraisalOutcome
from chalicelib.domain.criteria.rules import Levels
from tests.small_round import parsed, units

AT = appraisal_layout.columns(parsed().indexes)


def place(content: bytes, unit: str, leaf: str, column: int = AT.first_input) -> str:
    """The address of a cell in the row of a criterion of a unit."""
    page = load_workbook(io.BytesIO(content))[SHEET]
    for row in range(layout.FIRST_ROW, page.max_row + 1):
        if (page.cell(row, UNIT).value, page.cell(row, CODE).value) == (unit, leaf):
            return str(page.cell(row, column).coordinate)
    raise LookupError(unit, leaf)


def listed(content: bytes) -> list[tuple[str, str]]:
    """The unit and criterion of each row."""
    page = load_workbook(io.BytesIO(content))[SHEET]
    rows = range(layout.FIRST_ROW, page.max_row + 1)
    return [(str(page.cell(row, UNIT).value), str(page.cell(row, CODE).value)) for row in rows]


def fill(content: bytes, cells: Mapping[str, Any], page: str = SHEET) -> bytes:
    """The workbook with these cells as somebody typed them."""
    book = load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book[page][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def give(
    content: bytes, given: Mapping[tuple[str, str], tuple[Mapping[str, Any] | None, str]]
) -> bytes:
    """The workbook with these values and reasons, typed as texts, by unit and criterion."""
    book = load_workbook(io.BytesIO(content))
    page = book[SHEET]
    for row in range(layout.FIRST_ROW, page.max_row + 1):
        unit, code = str(page.cell(row, UNIT).value), str(page.cell(row, CODE).value)
        if (unit, code) not in given:
            continue
        (value, reason), texts = given[unit, code], dict[int, str]()
        leaf = parsed().index(units()[unit].index).leaves[code]
        for number, key in enumerate(leaf.rule.keys):
            text = "" if value is None else str(value[key])
            if value is not None and isinstance(leaf.rule, Levels):
                text = layout.level_labels(leaf.rule)[text]
            texts[AT.first_input + number] = text
        for column, text in (texts | {AT.explanation: reason}).items():
            cell = page.cell(row, column)
            cell.value = None
            if text:
                cell.value, cell.data_type = text, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def outcome(content: bytes) -> AppraisalOutcome:
    """What it would change."""
    return appraisal_reading.compare(appraisal_reading.read(content), parsed(), units(), {})
