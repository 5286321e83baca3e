"""A published ranking as a workbook (.xlsx), beside its CSV: figures are numbers, texts are texts.

The same ranking gives the same bytes, since a published file never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.documents.workbook.cells import put, put_number
from chalicelib.documents.written import new_workbook, workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Unit = Mapping[str, Any]
_STATUS = {
    "ranked": "Xếp hạng",
    "unranked": "Không xếp hạng",
    "excluded": "Loại khỏi đánh giá",
    "missing": "Chưa có kết quả",
}


def _points(part: str) -> Callable[[Unit], Any]:
    return lambda unit: unit["points"] and unit["points"][part]


# The columns of ranking.csv and of its JSON that people ask for: heading, width, value.
_COLUMNS: tuple[tuple[str, int, Callable[[Unit], Any]], ...] = (
    ("Hạng", 8, lambda unit: unit["rank"]),
    ("Mã", 18, lambda unit: unit["unit"]),
    ("Đơn vị", 36, lambda unit: unit["name"]["vi"]),
    ("Unit", 36, lambda unit: unit["name"]["en"]),
    ("Vùng", 28, lambda unit: unit["region"]),
    ("Tình trạng", 18, lambda unit: _STATUS[unit["status"]]),
    ("Chỉ số (%)", 12, lambda unit: unit["index"]),
    ("Xếp loại", 10, lambda unit: unit["band"]),
    ("Tổng điểm", 12, _points("total")),
    ("Thẩm định", 12, _points("appraised")),
    ("Điều tra XHH", 14, _points("survey")),
    ("Số liệu ngoài", 14, _points("external")),
    ("Thưởng, phạt", 14, _points("adjustments")),
    ("Điểm tối đa", 12, lambda unit: unit["maximum"]),
    ("Phiếu gửi", 10, lambda unit: unit["survey"]["invited"]),
    ("Phiếu trả lời", 12, lambda unit: unit["survey"]["answered"]),
)
_WHOLE = {"Hạng", "Phiếu gửi", "Phiếu trả lời"}
_FIGURES = _WHOLE | {
    *("Chỉ số (%)", "Tổng điểm", "Thẩm định", "Điều tra XHH", "Số liệu ngoài"),
    *("Thưởng, phạt", "Điểm tối đa"),
}


def of_ranking(ranking: Mapping[str, Any]) -> bytes:
    """The workbook of a ranking as it was published (contract §4), in its order."""
    from openpyxl.utils import get_column_letter

    book, page = new_workbook("Xếp hạng")
    _head(page)
    for row, unit in enumerate(ranking["units"], start=2):
        _line(page, row, unit)
    page.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{page.max_row}"
    published_at = ranking["published_at"]
    return workbook_bytes(book, datetime.fromisoformat(published_at) if published_at else None)


def _head(page: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font

    for column, (heading, width, _) in enumerate(_COLUMNS, start=1):
        cell = put(page, 1, column, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[cell.column_letter].width = width
    page.freeze_panes = "D2"


def _line(page: Worksheet, row: int, unit: Unit) -> None:
    for column, (heading, _, value_of) in enumerate(_COLUMNS, start=1):
        value = value_of(unit)
        if value in (None, ""):
            continue
        if heading in _FIGURES:
            cell = put_number(page, row, column, str(value))
            cell.number_format = "#,##0" if heading in _WHOLE else "0.00"
        else:
            put(page, row, column, str(value))
