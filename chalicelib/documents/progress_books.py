"""Survey progress as a workbook (.xlsx): numbers are numbers, texts are texts and never
formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from chalicelib.documents.workbook.cells import put, put_number
from chalicelib.documents.written import new_workbook, workbook_bytes
from chalicelib.domain.instants import last_moment, to_local
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.survey.progress import (
    Clock,
    IndexProgress,
    ProgressRow,
    RoundProgress,
    UnitProgress,
)
from chalicelib.domain.survey.snapshots import SMALL, Counts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COUNTS = (
    "Danh sách",
    "Đã mời",
    "Đã gửi thư",
    "Thư đã đến",
    "Thư bị trả lại",
    "Bị báo thư rác",
    "Số người được tính tỷ lệ",
    "Đã trả lời",
    "Tỷ lệ trả lời (%)",
)
_TITLE = "CHI TIẾT TIẾN ĐỘ KHẢO SÁT"
_NOTE = (
    f"– : nhóm có dưới {SMALL} người được mời không hiện số đã trả lời và không tính vào tỷ lệ. / "
    f"Fewer than {SMALL} invited: not shown, and no part of a rate."
)
_LIVE = (
    "Danh sách: số hiện nay của đơn vị; mọi số khác là của lần đếm trên. / Listed: as of now; all"
    " else as counted."
)
_TOTAL = "Cộng"
_FIRST_ROW = 6
_WIDE, _NARROW = 44, 14
# Excel's own limits for the name of a worksheet.
_NAME, _NOT_IN_NAMES = 31, re.compile(r"[\\*?:/\[\]]")


def of_unit(progress: UnitProgress) -> bytes:
    """The progress of one unit, a line for each group."""
    book, page = new_workbook("Tiến độ")
    rows = [
        ([line.index.title.vi, line.group.title.vi], line.group.plan, line.counts)
        for line in progress.lines
    ]
    _write(
        page,
        progress.round,
        progress.clock,
        progress.unit.name.vi,
        ("Bộ chỉ số", "Nhóm", "Kế hoạch (cả bộ chỉ số)"),
        [*rows, ([_TOTAL, ""], None, progress.total)],
        _LIVE,
    )
    return workbook_bytes(book)


def of_round(progress: RoundProgress) -> bytes:
    """The progress of the round: for each index its groups, its rated units and its listers."""
    book, first = new_workbook("Tiến độ")
    book.remove(first)
    for index in progress.indexes:
        _groups(book.create_sheet(_sheet(index.index.title.vi, "nhóm")), progress, index)
        for name, title, rows in (
            ("được đánh giá", "Đơn vị được đánh giá", index.rated),
            ("lập", "Nơi lập danh sách", index.listers),
        ):
            page = book.create_sheet(_sheet(index.index.title.vi, name))
            _write(
                page,
                progress.round,
                progress.clock,
                index.index.title.vi,
                (title, "Mã", "Nhóm"),
                _lines(index, rows),
            )
    return workbook_bytes(book)


def _sheet(title: str, what: str) -> str:
    """The name of a worksheet, without characters that are not allowed, and cut to the longest
    allowed; openpyxl numbers equal names.
    """
    name = _NOT_IN_NAMES.sub(" ", title)[: _NAME - len(what) - len(" – 1")].strip(" '")
    return f"{name} – {what}"


def _groups(page: Worksheet, progress: RoundProgress, index: IndexProgress) -> None:
    rows = [([line.group.title.vi], line.group.plan, line.counts) for line in index.groups]
    _write(
        page,
        progress.round,
        progress.clock,
        index.index.title.vi,
        ("Nhóm", "Kế hoạch"),
        [*rows, ([_TOTAL], None, index.total)],
    )


def _lines(
    index: IndexProgress, rows: Iterable[ProgressRow]
) -> Iterable[tuple[list[str], int | None, Counts]]:
    titles = {group.id: group.title.vi for group in index.index.groups}
    for row in rows:
        for group, counts in row.groups.items():
            yield [row.name.vi, row.id, titles.get(group, group)], None, counts
        yield [row.name.vi, row.id, _TOTAL], None, row.total


def _write(
    page: Worksheet,
    round_: Round,
    clock: Clock,
    about: str,
    heads: Sequence[str],
    rows: Iterable[tuple[Sequence[str], int | None, Counts]],
    more: str = "",
) -> None:
    from openpyxl.styles import Alignment, Font

    bold = Font(bold=True)
    put(page, 1, 1, _TITLE).font = bold
    lines = f"{round_.title.vi} – {about}", _when(clock, round_.timezone), f"{_NOTE} {more}".strip()
    for row, text in enumerate(lines, start=2):
        put(page, row, 1, text)
    for column, head in enumerate((*heads, *_COUNTS), start=1):
        cell = put(page, _FIRST_ROW - 1, column, head)
        cell.font, cell.alignment = bold, Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[cell.column_letter].width = _WIDE if column < len(heads) else _NARROW
    for row, (texts, plan, counts) in enumerate(rows, start=_FIRST_ROW):
        for column, text in enumerate(texts, start=1):
            put(page, row, column, text)
        numbers = [*([plan] if len(texts) < len(heads) else []), *_numbers(counts)]
        for column, number in enumerate(numbers, start=len(texts) + 1):
            put_number(page, row, column, "–" if number is None else str(number))
    page.freeze_panes = f"A{_FIRST_ROW}"


def _numbers(counts: Counts) -> tuple[int | str | None, ...]:
    return (
        counts.listed,
        counts.invited,
        counts.sent,
        counts.delivered,
        counts.bounced,
        counts.complained,
        counts.asked or None,
        counts.shown,
        counts.rate,
    )


def _when(clock: Clock, timezone: str) -> str:
    counted = f"Số liệu lúc {to_local(clock.at, timezone)}" if clock.at else "Chưa có số liệu"
    closes = f"; hạn trả lời: {last_moment(clock.closes, timezone)[0]}" if clock.closes else ""
    left = "" if clock.days_left is None else f"; còn {clock.days_left or 'chưa đầy 1'} ngày"
    return counted + closes + left
