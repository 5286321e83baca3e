"""Filled forms for lists, as people upload them: XLSX and CSV, good ones and ones with seeded
faults.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import load_workbook

from chalicelib.documents import list_workbooks
from chalicelib.domain.lists.files import HEADINGS, Choice
from chalicelib.domain.lists.respondents import Respondent

PARTS = tuple(HEADINGS)


def line(group: str, row: Respondent, rates: str = "") -> list[Any]:
    """The cells of a row in the template's order."""
    return [
        group,
        row.name,
        row.email,
        row.position,
        row.organisation,
        rates,
        row.replaces,
        row.reason,
    ]


def xlsx(
    lines: Iterable[Sequence[Any]],
    owner: tuple[str, str],
    groups: Sequence[Choice],
    units: Sequence[str] = (),
) -> bytes:
    """The form of a lister, filled from row 2 on."""
    book = load_workbook(io.BytesIO(list_workbooks.xlsx(owner, "Danh sách", groups, units, ())))
    page = book[list_workbooks.LIST]
    for number, cells in enumerate(lines, start=2):
        for column, value in enumerate(cells, start=1):
            if value not in ("", None):
                page.cell(number, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(lines: Iterable[Sequence[Any]], delimiter: str = ",", mark: bool = False) -> bytes:
    """The same as CSV, as Excel writes it for a reader of Vietnamese with `;` and a byte-order
    mark.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([[names[0] for names in HEADINGS.values()], *lines])
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def encoded(content: bytes) -> str:
    """As bodies carry files."""
    return base64.b64encode(content).decode()
