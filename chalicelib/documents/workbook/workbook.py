"""A unit's sheet as a workbook (.xlsx), with drop-down lists and points that are computed while it
is filled; other cells are locked.

Every text is written as text, whatever it begins with: the only formulas are those made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.documents.workbook import formulas, layout, looks
from chalicelib.documents.workbook.cells import cell_at, put, put_number
from chalicelib.documents.written import new_workbook, workbook_bytes
from chalicelib.domain.assessment.changes import REPORT_TEXTS
from chalicelib.domain.assessment.reports import Report
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import Criterion, Leaf
from chalicelib.domain.decimals import plain
from chalicelib.domain.rounds.round import Index

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_GUIDE = (
    "Chỉ nhập vào ô màu vàng; các ô khác đã khóa.",
    (
        "Mỗi dòng là một tiêu chí thành phần; cột “Nhập gì” nói cần số liệu nào. Chọn mức đạt được"
        " trong danh sách."
    ),
    "Điểm hiện ngay khi nhập; điểm chính thức do hệ thống tính lại khi tải lên.",
    (
        "Số thập phân dùng dấu phẩy hoặc dấu chấm, không dùng dấu phân cách hàng nghìn. Không nhập"
        " công thức."
    ),
    (
        "Ghi x ở cột “Ước tính” nếu là số ước đến hết năm. Cột “Giải trình” bắt buộc khi thiếu tài"
        " liệu kiểm chứng."
    ),
    (
        "Tải tệp lên: hệ thống cho xem trước mọi thay đổi và mọi lỗi theo địa chỉ ô; còn lỗi thì"
        " chưa lưu gì."
    ),
    (
        "English: fill the yellow cells only; upload the file; all changes and errors are shown"
        " before anything is saved."
    ),
)


def xlsx(report: Report, index: Index, sheet: Sheet, skipped: frozenset[str]) -> bytes:
    """The workbook of the current sheet; `skipped` are the leaves that do not apply to the unit."""
    book, page = new_workbook(layout.SHEET)
    writer = _Writer(page, book.create_sheet(layout.LISTS), index, sheet, skipped)
    writer.write(report)
    _guide(book.create_sheet(layout.GUIDE))
    about = book.create_sheet(layout.ABOUT)
    for row, text in enumerate((layout.FORMAT, report.round, report.unit, index.id), start=1):
        put(about, row, 1, text)
    for hidden in (layout.LISTS, layout.ABOUT):
        book[hidden].sheet_state = "hidden"
    for worksheet in book.worksheets:
        worksheet.protection.sheet = True
    return workbook_bytes(book)


class _Writer:
    """Writes the page with the criteria, row by row."""

    def __init__(
        self, page: Worksheet, lists: Worksheet, index: Index, sheet: Sheet, skipped: frozenset[str]
    ) -> None:
        from openpyxl.styles import Font, PatternFill, Protection

        self._page, self._lists, self._index, self._sheet, self._skipped = (
            page,
            lists,
            index,
            sheet,
            skipped,
        )
        self._columns = layout.columns(index)
        self._row, self._list_row = layout.FIRST_ROW, 1
        self._bold = Font(bold=True)
        self._yellow, self._open = PatternFill("solid", "FFF8DC"), Protection(locked=False)

    def write(self, report: Report) -> None:
        put(
            self._page, 1, 1, "PHIẾU TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH"
        ).font = self._bold
        put(self._page, 2, 1, f"{report.name.vi} – {report.title.vi} – {report.index.vi}")
        if report.illustrative:
            put(self._page, 3, 1, "Bộ tiêu chí minh họa, không phải phụ lục chính thức")
        self._heads()
        for area in self._index.areas:
            row = self._heading(area.code, area.title.vi, plain(area.max))
            looks.band(self._page, row, self._columns.explanation)
            for criterion in area.criteria:
                self._criterion(criterion)
            self._sum(row, self._row - 1)
        for code, (vi, en) in REPORT_TEXTS.items():
            self._line(code, f"{vi} ({en})")
            self._text(code)
        looks.shape(self._page, self._columns, self._row - 1)

    def _heads(self) -> None:
        inputs = [f"Số liệu {number}" for number in range(1, self._columns.inputs + 1)]
        heads = [
            "Mã",
            "Tiêu chí",
            "Điểm tối đa",
            "Nhập gì",
            *inputs,
            "Điểm",
            "Ước tính (x)",
            "Giải trình",
            "Phiên bản",
            "Bản gốc",
        ]
        for column, text in enumerate(heads, start=1):
            put(self._page, layout.FIRST_ROW - 1, column, text)

    def _heading(self, code: str, title: str, most: str) -> int:
        row = self._row
        self._row += 1
        # The first column is empty here: it has the codes of leaves only.
        put(self._page, row, 2, f"{code}. {title}").font = self._bold
        put_number(self._page, row, 3, most).number_format = "0.00"
        return row

    def _criterion(self, criterion: Criterion) -> None:
        if criterion.leaves[0].code != criterion.code:
            self._heading(criterion.code, criterion.title.vi, plain(criterion.max))
        for leaf in criterion.leaves:
            self._leaf(leaf)

    def _leaf(self, leaf: Leaf) -> None:
        put_number(self._page, self._row, 3, plain(leaf.max)).number_format = "0.00"
        put(self._page, self._row, 4, self._hint(leaf))
        if leaf.method == "self_assessed" and leaf.code not in self._skipped:
            self._inputs(leaf)
        self._line(leaf.code, leaf.title.vi)
        if leaf.method in ("self_assessed", "council_only") and leaf.code not in self._skipped:
            self._text(leaf.code)
        else:
            self._row += 1

    def _hint(self, leaf: Leaf) -> str:
        if leaf.code in self._skipped:
            return "Không áp dụng"
        notes = {
            "council_only": "Hội đồng chấm; chỉ giải trình",
            "survey": "Điều tra xã hội học",
            "external": "Số liệu chính thức bên ngoài",
        }
        return notes.get(leaf.method) or "; ".join(
            f"{number}: {label}" for number, label in enumerate(layout.labels(leaf), start=1)
        )

    def _line(self, code: str, title: str) -> None:
        put(self._page, self._row, 1, code)
        put(self._page, self._row, 2, title)

    def _inputs(self, leaf: Leaf) -> None:
        entry = self._sheet.entry(leaf.code)
        inputs = layout.inputs_of(leaf, entry.value)
        cells = []
        for column, text in enumerate(inputs, start=self._columns.first_input):
            write = put if isinstance(leaf.rule, Levels) or not text else put_number
            cells.append(self._unlock(write(self._page, self._row, column, text)))
        levels = self._levels(leaf, cells[0]) if isinstance(leaf.rule, Levels) else ""
        points = self._page.cell(self._row, self._columns.points)
        points.value, points.number_format = formulas.points(leaf, cells, levels), "0.00"
        marked = self._unlock(
            put(
                self._page,
                self._row,
                self._columns.estimated,
                layout.MARK if entry.estimated else "",
            )
        )
        self._choose(f'"{layout.MARK}"', marked)

    def _levels(self, leaf: Leaf, cell: str) -> str:
        assert isinstance(leaf.rule, Levels)  # noqa: S101  the caller checked it
        first = self._list_row
        names = layout.level_labels(leaf.rule)
        for level in leaf.rule.levels:
            put(self._lists, self._list_row, 1, names[level.id])
            put_number(self._lists, self._list_row, 2, plain(level.points))
            self._list_row += 1
        self._choose(f"'{layout.LISTS}'!$A${first}:$A${self._list_row - 1}", cell)
        return f"'{layout.LISTS}'!$A${first}:$B${self._list_row - 1}"

    def _choose(self, among: str, cell: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation(
            "list",
            formula1=among,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Chưa đúng",
            error="Hãy chọn trong danh sách.",
        )
        self._page.add_data_validation(rule)
        rule.add(cell)

    def _text(self, code: str) -> None:
        entry = self._sheet.entry(code)
        cell = put(self._page, self._row, self._columns.explanation, entry.explanation)
        self._unlock(cell)
        self._page.cell(self._row, self._columns.version).value = entry.version
        put(self._page, self._row, self._columns.original, layout.original_of(entry))
        self._row += 1

    def _unlock(self, cell: Cell) -> str:
        cell.protection, cell.fill = self._open, self._yellow
        return cell.coordinate

    def _sum(self, row: int, last: int) -> None:
        cell = cell_at(self._page, row, self._columns.points)
        letter = cell.column_letter
        cell.value, cell.number_format, cell.font = (
            f"=SUM({letter}{row + 1}:{letter}{last})",
            "0.00",
            self._bold,
        )


def _guide(page: Worksheet) -> None:
    for row, text in enumerate(_GUIDE, start=1):
        put(page, row, 1, f"{row}. {text}")
    page.column_dimensions["A"].width = 120
