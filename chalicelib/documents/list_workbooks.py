"""The form for a unit's lists (.xlsx): fixed headings, drop-down lists for group and rated unit,
and a short guide.

Every text is written as text, whatever it begins with: the form has no formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from chalicelib.documents.workbook.cells import put
from chalicelib.documents.written import new_workbook, workbook_bytes
from chalicelib.domain.lists.files import HEADINGS, Choice
from chalicelib.domain.lists.respondents import MAX_ROWS, Respondent
from chalicelib.domain.reading.filled_tables import HEADER_ROW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT = "par-index-list-1"
LIST, GUIDE, CHOICES, ABOUT = "Danh sách", "Hướng dẫn", "Danh mục", "Thông tin"
_WIDTHS = {
    "group": 42,
    "name": 30,
    "email": 36,
    "position": 34,
    "organisation": 40,
    "rates": 34,
    "replaces": 30,
    "reason": 40,
}
_NEEDED = ("group", "name", "email")
_GUIDE = (
    "Mỗi dòng là một người. Không đổi, xóa hay chuyển dòng tiêu đề. Cột có dấu * bắt buộc.",
    "Chọn nhóm đối tượng trong danh sách. Tệp có thể chứa một hoặc nhiều nhóm.",
    "Nhóm nào có trong tệp thì được thay toàn bộ; nhóm không có trong tệp giữ nguyên.",
    "Thư điện tử: địa chỉ riêng của từng người; phiếu điều tra được gửi tới địa chỉ này.",
    (
        "Đơn vị được đánh giá: chỉ chọn với những nhóm đánh giá đơn vị khác; các nhóm còn lại để"
        " trống."
    ),
    "Người thay cho chức danh khác: ghi chức danh được thay và lý do.",
    (
        "Tải tệp lên: hệ thống cho xem trước mọi thay đổi và mọi lỗi theo địa chỉ ô; còn lỗi thì"
        " chưa lưu gì."
    ),
    (
        "English: one person a row; keep the heading; all changes and errors are shown before"
        " anything is saved."
    ),
)


def xlsx(
    owner: tuple[str, str],
    title: str,
    groups: Sequence[Choice],
    units: Sequence[str],
    rows: Iterable[tuple[str, str, Respondent]],
) -> bytes:
    """The form, with the people who are on the lists already.

    `owner` is (round, lister), `title` says so in words. `units` are the labels of the units that a
    row may rate. Each of `rows` has the labels of its group and of its rated unit ("" if the group
    does not name one).
    """
    book, page = new_workbook(LIST)
    _head(page)
    for number, (group, unit, row) in enumerate(rows, start=HEADER_ROW + 1):
        _line(page, number, {"group": group, "rates": unit}, row)
    guide, choices, about = (book.create_sheet(name) for name in (GUIDE, CHOICES, ABOUT))
    numbered = [f"{number}. {text}" for number, text in enumerate(_GUIDE, start=1)]
    _column(guide, 1, [title, *numbered])
    guide.column_dimensions["A"].width = 120
    labels = {"group": [group.label for group in groups], "rates": units}
    for column, (part, texts) in enumerate(labels.items(), start=1):
        letter = "AB"[column - 1]
        _column(choices, column, texts)
        _choose(page, part, f"'{CHOICES}'!${letter}$1:${letter}${len(texts)}" if texts else "")
    _column(about, 1, (FORMAT, *owner))
    choices.sheet_state = about.sheet_state = "hidden"
    return workbook_bytes(book)


def _head(page: Worksheet) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (part, names) in enumerate(HEADINGS.items(), start=1):
        cell = put(page, HEADER_ROW, column, names[0] + (" *" if part in _NEEDED else ""))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", "DCE9EF")
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS[part]
    page.freeze_panes = f"A{HEADER_ROW + 1}"


def _line(page: Worksheet, number: int, labels: Mapping[str, str], row: Respondent) -> None:
    for column, part in enumerate(HEADINGS, start=1):
        text = labels[part] if part in labels else getattr(row, part)
        if text:
            put(page, number, column, text)


def _column(page: Worksheet, column: int, texts: Iterable[str]) -> None:
    for row, text in enumerate(texts, start=1):
        put(page, row, column, text)


def _choose(page: Worksheet, part: str, among: str) -> None:
    """Give the column of `part` a drop-down list of the range `among`; "": none."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not among:
        return
    letter = get_column_letter(list(HEADINGS).index(part) + 1)
    rule = DataValidation(
        "list",
        formula1=among,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Chưa đúng",
        error="Hãy chọn trong danh sách.",
    )
    page.add_data_validation(rule)
    rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + MAX_ROWS}")
