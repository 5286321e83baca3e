"""The council's assignments as a workbook (.xlsx), to read, change and upload again.

Every text is written as text, so that a code such as 1.10 keeps its zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from chalicelib.documents.workbook.cells import put
from chalicelib.documents.written import new_workbook, workbook_bytes
from chalicelib.domain.appraisal.assignment_files import HEADINGS
from chalicelib.domain.reading.filled_tables import HEADER_ROW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TABLE, GUIDE, CHOICES = "Phân công", "Hướng dẫn", "Danh mục"
_WIDTHS = {
    "index": 24,
    "part": 22,
    "units": 48,
    "member": 30,
    "helpers": 36,
    "deputy": 30,
    "own": 36,
}
_GUIDE = (
    "Mỗi dòng giao một phần của bộ chỉ số cho một người thẩm định.",
    "Lĩnh vực, tiêu chí: mã; nhiều mã cách nhau bằng dấu chấm phẩy.",
    "Định dạng ô mã là chữ (Text), để 1.10 không thành 1.1.",
    "Đơn vị: để trống là mọi đơn vị; nhiều đơn vị cách nhau bằng dấu chấm phẩy.",
    "Phần hẹp hơn được ưu tiên: tiêu chí thành phần, rồi tiêu chí, rồi lĩnh vực.",
    "Cùng mức thì đơn vị ghi tên được ưu tiên hơn mọi đơn vị.",
    "Người giúp việc chuẩn bị điểm, người thẩm định xác nhận.",
    "Người thay thẩm định đơn vị công tác của người thẩm định: không ai thẩm định đơn vị mình.",
    "Đơn vị công tác: của người ghi ở cột Người thẩm định; dòng chỉ cần hai cột này.",
    "Tải lên thì bảng thay toàn bộ phân công; có xem trước mọi lỗi theo ô, còn lỗi thì chưa lưu.",
    "English: a row gives a part of the index to a person; narrower parts and named units win.",
)


def of_assignments(
    rows: Iterable[Mapping[str, str]], choices: Mapping[str, Sequence[tuple[str, str]]]
) -> bytes:
    """The workbook of these rows, by part as in `HEADINGS`; `choices` are the codes and names of
    what may be chosen, by heading.
    """
    from openpyxl.styles import Font

    book, page = new_workbook(TABLE)
    for column, (part, names) in enumerate(HEADINGS.items(), start=1):
        cell = put(page, HEADER_ROW, column, names[0])
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = _WIDTHS[part]
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        for column, part in enumerate(HEADINGS, start=1):
            put(page, number, column, row.get(part, ""))
    _column(book.create_sheet(GUIDE), 1, [f"{at}. {text}" for at, text in enumerate(_GUIDE, 1)])
    known = book.create_sheet(CHOICES)
    for place, (title, pairs) in enumerate(choices.items()):
        _column(known, 2 * place + 1, [f"{title}: mã", *(code for code, _ in pairs)])
        _column(known, 2 * place + 2, [f"{title}: tên", *(name for _, name in pairs)])
    return workbook_bytes(book)


def _column(page: Worksheet, column: int, texts: Iterable[str]) -> None:
    for row, text in enumerate(texts, start=1):
        put(page, row, column, text)
