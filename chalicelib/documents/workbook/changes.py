"""The changes that a filled workbook would make in a sheet, and its problems, cell by cell."""

from __future__ import annotations

import json
import re
from typing import Any

from chalicelib.documents.shown_pages import Raw
from chalicelib.documents.workbook import doubts, layout
from chalicelib.documents.workbook.outcomes import CellProblem, Changed, Original, Outcome
from chalicelib.documents.workbook.reading import FilledWorkbook, WorkbookRow
from chalicelib.domain.assessment.changes import KEEP, REPORT_TEXTS, SHEETS, Change, check
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.reading import typed_numbers
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.texts import CELL, composed, objection

_DECIMAL = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_WRONG = {
    "formula": ("ô chứa công thức; hãy nhập giá trị", "the cell holds a formula; type the value"),
    "date": ("ô chứa ngày tháng; hãy nhập số", "the cell holds a date; type a number"),
    "error": (
        "ô chứa lỗi của bảng tính; hãy nhập lại",
        "the cell holds a spreadsheet error; type the value again",
    ),
}


def compare(filled: FilledWorkbook, index: Index, skipped: frozenset[str]) -> Outcome:
    """The changes that people made in the workbook; rows without a change are left out. `skipped`
    are the leaves that do not apply to the unit.
    """
    outcome, columns, seen = Outcome(), layout.columns(index), set[str]()
    for row in filled.rows:
        if row.code in seen:
            outcome.refuse(
                row.cell(1).at,
                row.code,
                f"mã {row.code} xuất hiện hai lần",
                f"{row.code} appears twice",
            )
        elif row.code not in index.leaves and row.code not in REPORT_TEXTS:
            outcome.refuse(
                row.cell(1).at,
                row.code[:100],
                "không có tiêu chí này trong bộ chỉ số",
                "there is no such criterion in this index",
            )
        else:
            RowReader(row, columns, outcome, index).read(row.code in skipped)
        seen.add(row.code)
    if outcome.changed:
        outcome.doubts += [CellProblem(remark.at, remark) for remark in filled.remarks]
    return outcome


class RowReader:
    """Reads one row of a leaf, or of a text of the report (`leaf` None), for a sheet of `kind`."""

    kind = "self_assessment"

    def __init__(
        self, row: WorkbookRow, columns: layout.Columns, outcome: Outcome, index: Index
    ) -> None:
        self._row, self._columns, self._outcome, self._index = row, columns, outcome, index
        self._leaf = index.leaves.get(row.code)
        self._changed_cells: list[str] = []
        inputs = range(columns.first_input, columns.first_input + columns.inputs)
        self._inputs = [row.cell(column) for column in inputs]

    def read(self, skipped: bool) -> None:
        """Add the change of the row, or its problems, to the outcome."""
        leaf, takes = self._leaf, SHEETS[self.kind]
        has_value = leaf is not None and leaf.method in takes and not skipped
        has_text = self._leaf is None or (self._leaf.method in APPRAISED and not skipped)
        self._refuse_surplus(len(leaf.rule.keys) if has_value and leaf else 0)
        if not has_text or not (original := self._original()):
            return
        problems = len(self._outcome.problems)
        change = Change(
            self._row.code,
            self._version(),
            self._value(original.value) if has_value else KEEP,
            self._explanation(original.mark),
            self._estimated(original.estimated) if has_value else KEEP,
        )
        if len(self._outcome.problems) > problems or not self._changed_cells:
            return
        self._check(change, original)

    def _original(self) -> Original | None:
        cell = self._row.cell(self._columns.original)
        try:
            value, mark, estimated = json.loads(cell.text)
            self._version()
            if value is not None and not isinstance(value, dict):
                raise ValueError(value)
        except (ValueError, TypeError, RecursionError):
            self._outcome.refuse(
                cell.at,
                self._row.code,
                "phần ẩn của dòng đã bị sửa; hãy tải mẫu mới về",
                "the hidden part of the row was changed; download a new form",
            )
            return None
        return Original(value, str(mark), bool(estimated))

    def _version(self) -> int:
        text = self._row.cell(self._columns.version).text
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValueError(text)
        return int(text)

    def _refuse_surplus(self, wanted: int) -> None:
        for cell in self._inputs[wanted:]:
            if cell.kind != "empty":
                self._outcome.refuse(
                    cell.at,
                    self._row.code,
                    "phải để trống ô này: tiêu chí không nhận số liệu ở đây",
                    "leave this cell empty: the criterion takes no figure here",
                )

    def _value(self, original: dict[str, Any] | None) -> Any:
        leaf = self._leaf
        assert leaf is not None  # noqa: S101  only leaves have values
        keys, cells = leaf.rule.keys, self._inputs[: len(leaf.rule.keys)]
        texts = [
            self._level(leaf, cell) if isinstance(leaf.rule, Levels) else self._number(cell)
            for cell in cells
        ]
        if isinstance(leaf.rule, Levels):
            before = [str((original or {}).get("level", ""))]
        else:
            before = list(layout.inputs_of(leaf, original))
        changed_cells = [
            cell.at
            for cell, text, text_before in zip(cells, texts, before, strict=True)
            if text is not None and _canonical(text) != _canonical(text_before)
        ]
        self._changed_cells += changed_cells
        if changed_cells:
            self._outcome.doubts += doubts.of_row(self._row, cells)
        if None in texts or not changed_cells:
            return KEEP
        value = {key: text for key, text in zip(keys, texts, strict=True) if text}
        return self._valid(leaf, value) if value else None

    def _valid(self, leaf: Leaf, value: dict[str, str]) -> Any:
        field = Field(value, "", [])
        leaf.rule.read(field, leaf.max)
        for problem in field.problems:
            self._outcome.refuse(self._input(leaf, problem.at), leaf.code, problem.vi, problem.en)
        for doubt in [] if field.problems else leaf.rule.doubts(value, leaf):
            self._outcome.doubts.append(
                CellProblem(self._input(leaf, doubt.at), leaf.rule.at_leaf(leaf.code, doubt))
            )
        return value

    def _input(self, leaf: Leaf, key: str) -> str:
        return self._inputs[leaf.rule.keys.index(key) if key in leaf.rule.keys else 0].at

    def _level(self, leaf: Leaf, cell: Raw) -> str | None:
        assert isinstance(leaf.rule, Levels)  # noqa: S101  the caller checked it
        labels = layout.level_labels(leaf.rule)
        text = composed(" ".join(cell.text.split()))
        chosen = next((at for at, label in labels.items() if text in (composed(label), at)), None)
        if cell.kind == "empty" or (chosen is not None and cell.kind not in _WRONG):
            return chosen or ""
        wrong = _WRONG.get(cell.kind) or objection(text, CELL)
        among = "; ".join(labels.values())
        vi, en = (
            f"không có mức này; chọn một trong: {among}"[:500],
            f"no such level; choose one of: {among}"[:500],
        )
        self._outcome.refuse(cell.at, self._row.code, *(wrong[:2] if wrong else (vi, en)))
        return None

    def _number(self, cell: Raw) -> str | None:
        text = cell.text.strip()
        if cell.kind in ("empty", "number"):
            return text
        typed = typed_numbers.number(text) if cell.kind == "text" else None
        if typed is not None:
            return typed.text
        vi, en = _WRONG.get(
            cell.kind,
            (
                "cần một số; không dùng dấu phân cách hàng nghìn",
                "a number is needed, without separators of thousands",
            ),
        )
        self._outcome.refuse(cell.at, self._row.code, vi, en)
        return None

    def _explanation(self, mark: str) -> Any:
        cell = self._row.cell(self._columns.explanation)
        text = composed(layout.plain_text(cell.text))
        if cell.kind not in _WRONG and mark in (layout.mark_of(cell.text), layout.mark_of(text)):
            return KEEP
        if wrong := _WRONG.get(cell.kind) or objection(text, CELL):
            self._outcome.refuse(cell.at, self._row.code, *wrong[:2])
            return KEEP
        self._changed_cells.append(cell.at)
        return text

    def _estimated(self, original: bool, /) -> Any:
        cell = self._row.cell(self._columns.estimated)
        text = cell.text.strip().lower()
        if cell.kind in _WRONG or text not in ("", layout.MARK, "có", "true"):
            self._outcome.refuse(
                cell.at,
                self._row.code,
                f"ghi {layout.MARK} hoặc để trống",
                f"write {layout.MARK} or leave it empty",
            )
            return KEEP
        if bool(text) == original:
            return KEEP
        self._changed_cells.append(cell.at)
        return bool(text)

    def _check(self, change: Change, original: Original) -> None:
        text = Change(change.leaf, change.version, explanation=change.explanation)
        if problems := check(text, self._index, self.kind):
            cell = self._row.cell(self._columns.explanation).at
            self._outcome.problems += [CellProblem(cell, problem) for problem in problems]
        else:
            self._outcome.changed.append(Changed(self._changed_cells[0], change, original))


def _canonical(text: str) -> str:
    """The text, the same for equal numbers, so that 0.5 for 0.50 is not a change."""
    if not _DECIMAL.fullmatch(text) or "." not in text:
        return text.lstrip("+")
    return text.rstrip("0").rstrip(".")
