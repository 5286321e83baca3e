"""What a person should look at again in a row of a filled workbook: cells that show something else
than what is taken, merged cells, a row that the screen hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.documents import remarks
from chalicelib.documents.shown_pages import Raw
from chalicelib.documents.workbook.outcomes import CellProblem
from chalicelib.documents.workbook.reading import WorkbookRow
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading import typed_numbers
from chalicelib.domain.reading.filled_tables import address


def of_row(row: WorkbookRow, inputs: Sequence[Raw]) -> list[CellProblem]:
    """The questions about a row whose inputs were changed."""
    return [CellProblem(at, Problem(row.code, vi, en)) for at, vi, en in _of_row(row, inputs)]


def _of_row(row: WorkbookRow, inputs: Sequence[Raw]) -> Iterator[tuple[str, str, str]]:
    for cell in inputs:
        if remark := remarks.of_cell(cell):
            yield cell.at, remark.vi, remark.en
        typed = typed_numbers.number(cell.text) if cell.kind == "text" else None
        if typed is not None and typed.percent:
            yield (
                cell.at,
                f"Ô ghi dấu phần trăm; hệ thống lấy {typed.text.replace('.', ',')}",
                f"The cell has a percent sign; {typed.text} is taken",
            )
    for merged in row.merged:
        cells = [cell.at for cell in inputs if merged.covers(cell.at)]
        if cells:
            corner = address(merged.top, merged.left - 1)
            yield (
                cells[0],
                f"Ô gộp; chỉ ô {corner} có nội dung",
                f"Merged cells; only {corner} has content",
            )
    if row.hidden:
        yield (
            address(row.number, 0),
            f"Dòng {row.number} bị ẩn hoặc bị lọc trong tệp nhưng vẫn được đọc",
            f"Row {row.number} is hidden or filtered in the file, but it is read",
        )
