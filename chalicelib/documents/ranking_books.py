"""A published ranking as a workbook (.xlsx), beside its CSV: figures are numbers, texts are texts.

The same ranking gives the same bytes, since a published file never changes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.documents.workbook.cells import put, put_number

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Unit = Mapping[str, Any]
_FIXED, _COMPUTED = (1980, 1, 1, 0, 0, 0), "1980-01-01T00:00:00Z"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
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
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101  a new workbook has one
    page.title = "Xếp hạng"
    _head(page)
    for row, unit in enumerate(ranking["units"], start=2):
        _line(page, row, unit)
    page.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{page.max_row}"
    return _same_bytes(book, str(ranking["published_at"] or ""))


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


def _same_bytes(book: Workbook, published_at: str) -> bytes:
    """The workbook without the instant at which it was written."""
    book.save(raw := io.BytesIO())
    instant = datetime.fromisoformat(published_at or _COMPUTED)
    written = f"{instant:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + written, content)
            part = zipfile.ZipInfo(name, _FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return out.getvalue()
