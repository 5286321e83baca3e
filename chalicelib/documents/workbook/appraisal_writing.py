"""A member's appraisals as a workbook (.xlsx): a row for each criterion of each unit, with what the
unit sent, to be filled offline; other cells are locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chalicelib.documents.workbook import appraisal_layout as rows
from chalicelib.documents.workbook import formulas, layout
from chalicelib.documents.workbook.appraisal_layout import AppraisalCase
from chalicelib.documents.workbook.cells import cell_at, put, put_number
from chalicelib.documents.written import new_workbook, workbook_bytes
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.decimals import plain
from chalicelib.domain.rounds.round import Round

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

PASSES = {1: "Thẩm định lần 1", 2: "Thẩm định lần 2"}
_HEADS = (
    ("Mã đơn vị", 12),
    ("Đơn vị", 24),
    ("Mã", 9),
    ("Tiêu chí", 40),
    ("Điểm tối đa", 9),
    ("Đơn vị tự chấm", 26),
    ("Điểm tự chấm", 9),
    ("Lần 1", 26),
    ("Lý do lần 1", 26),
    ("Nhập gì", 30),
)
_INPUT, _POINTS, _REASON = 15, 9, 50
_HEAD = "D9E2EF"
_GUIDE = (
    "Chỉ nhập vào ô màu vàng; các ô khác đã khóa. Dòng không sửa thì không thay đổi gì.",
    "Mỗi dòng là một tiêu chí của một đơn vị; cột “Nhập gì” nói cần số liệu nào.",
    "Giá trị khác với giá trị đơn vị tự chấm thì phải ghi lý do; đơn vị sẽ đọc.",
    "Số thập phân dùng dấu phẩy hoặc dấu chấm, không dùng dấu phân cách hàng nghìn.",
    "Điểm hiện ngay khi nhập; điểm chính thức do hệ thống tính lại khi tải lên.",
    "Tải tệp lên: xem trước mọi thay đổi và mọi lỗi theo ô; còn lỗi thì chưa lưu gì.",
    "English: fill the yellow cells; a value other than the unit's own needs a reason.",
)


def xlsx(round_: Round, number: int, cases: Sequence[AppraisalCase]) -> bytes:
    """The workbook of these cases in pass 1 or 2, in their order."""
    book, page = new_workbook(rows.SHEET)
    _AppraisalsWriter(page, book.create_sheet(layout.LISTS), round_).write(number, cases)
    guide = book.create_sheet(layout.GUIDE)
    for row, text in enumerate(_GUIDE, start=1):
        put(guide, row, 1, f"{row}. {text}")
    guide.column_dimensions["A"].width = 120
    about = book.create_sheet(layout.ABOUT)
    for row, text in enumerate((rows.FORMAT, round_.id, str(number)), start=1):
        put(about, row, 1, text)
    for hidden in (layout.LISTS, layout.ABOUT):
        book[hidden].sheet_state = "hidden"
    for worksheet in book.worksheets:
        worksheet.protection.sheet = True
    page.protection.autoFilter = False
    return workbook_bytes(book)


class _AppraisalsWriter:
    """Writes the page with the cases, row by row."""

    def __init__(self, page: Worksheet, lists: Worksheet, round_: Round) -> None:
        from openpyxl.styles import Alignment, PatternFill, Protection

        self._page, self._lists, self._round = page, lists, round_
        self._columns = rows.columns(round_.indexes)
        self._row = layout.FIRST_ROW
        self._levels: dict[tuple[str, str], tuple[str, DataValidation]] = {}
        self._list_row = 1
        self._yellow, self._open = PatternFill("solid", "FFF8DC"), Protection(locked=False)
        self._wrap = Alignment(wrap_text=True, vertical="top")

    def write(self, number: int, cases: Sequence[AppraisalCase]) -> None:
        from openpyxl.styles import Font

        put(self._page, 1, 1, "PHIẾU THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH").font = Font(bold=True)
        put(self._page, 2, 1, f"{self._round.title.vi} – {PASSES[number]}")
        self._heads()
        for case in cases:
            self._case(case)
            self._row += 1

    def _heads(self) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        columns, row = self._columns, layout.FIRST_ROW - 1
        inputs = [(f"Số liệu {number}", _INPUT) for number in range(1, columns.inputs + 1)]
        ends = [("Điểm", _POINTS), ("Lý do, nhận xét", _REASON), ("Phiên bản", 9), ("Bản gốc", 9)]
        for column, (text, width) in enumerate([*_HEADS, *inputs, *ends], start=1):
            cell = put(self._page, row, column, text)
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", _HEAD)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            self._page.column_dimensions[get_column_letter(column)].width = width
        for column in (columns.version, columns.original):
            self._page.column_dimensions[get_column_letter(column)].hidden = True
        self._page.freeze_panes = f"E{layout.FIRST_ROW}"

    def _case(self, case: AppraisalCase) -> None:
        leaf, first = case.leaf, case.first
        texts = {
            rows.UNIT: case.unit.id,
            rows.NAME: case.unit.name.vi,
            rows.CODE: leaf.code,
            rows.TITLE: leaf.title.vi,
            rows.OWN: rows.in_words(leaf, case.own.value),
            rows.FIRST: rows.in_words(leaf, first.value) if first else "",
            rows.FIRST_REASON: first.explanation if first else "",
            rows.HINT: "; ".join(
                f"{number}: {label}" for number, label in enumerate(layout.labels(leaf), start=1)
            ),
        }
        for column, text in texts.items():
            put(self._page, self._row, column, text).alignment = self._wrap
        self._number(rows.MOST, plain(leaf.max))
        if own := rows.points_of(leaf, case.own.value):
            self._number(rows.OWN_POINTS, own)
        self._inputs(case)

    def _number(self, column: int, text: str) -> None:
        put_number(self._page, self._row, column, text).number_format = "0.00"

    def _inputs(self, case: AppraisalCase) -> None:
        leaf, given, columns = case.leaf, case.given, self._columns
        has_levels, cells = isinstance(leaf.rule, Levels), []
        for column, text in enumerate(layout.inputs_of(leaf, given.value), columns.first_input):
            write = put if has_levels or not text else put_number
            cells.append(self._unlock(write(self._page, self._row, column, text)))
        points = cell_at(self._page, self._row, columns.points)
        points.value = formulas.points(leaf, cells, self._list(case, cells[0]))
        points.number_format = "0.00"
        reason = put(self._page, self._row, columns.explanation, given.explanation)
        self._unlock(reason)
        reason.alignment = self._wrap
        cell_at(self._page, self._row, columns.version).value = given.version
        put(self._page, self._row, columns.original, layout.original_of(given))

    def _list(self, case: AppraisalCase, cell: str) -> str:
        """Let the cell be chosen from the levels of the leaf; where these are listed, else ""."""
        if not isinstance(case.leaf.rule, Levels):
            return ""
        key = case.unit.index, case.leaf.code
        if key not in self._levels:
            self._levels[key] = self._listed(case.leaf.rule)
        among, rule = self._levels[key]
        rule.add(cell)
        return among

    def _listed(self, rule: Levels) -> tuple[str, DataValidation]:
        from openpyxl.worksheet.datavalidation import DataValidation

        first, names = self._list_row, layout.level_labels(rule)
        for level in rule.levels:
            put(self._lists, self._list_row, 1, names[level.id])
            put_number(self._lists, self._list_row, 2, plain(level.points))
            self._list_row += 1
        last = self._list_row - 1
        validation = DataValidation(
            "list",
            formula1=f"'{layout.LISTS}'!$A${first}:$A${last}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Chưa đúng",
            error="Hãy chọn trong danh sách.",
        )
        self._page.add_data_validation(validation)
        return f"'{layout.LISTS}'!$A${first}:$B${last}", validation

    def _unlock(self, cell: Cell) -> str:
        cell.protection, cell.fill = self._open, self._yellow
        return cell.coordinate
