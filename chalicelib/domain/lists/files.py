"""Lists as files that people fill: the fixed columns, and the content of each row with its cell.

The columns are checked first, then every row. A file has one or several groups of its lister; these
are replaced whole, the other groups are not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.domain.errors import Problem
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.reading.filled_tables import (
    HEADER_ROW,
    Line,
    Named,
    address,
    by_name,
    columns_of,
)
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import Group
from chalicelib.domain.rounds.units import Unit, unit_labels

# The parts of a row and the headings they are known by; the first one is in the template.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "group": ("Nhóm đối tượng", "Nhóm", "group"),
    "name": ("Họ và tên", "Họ tên", "name"),
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "email", "e-mail"),
    "position": ("Chức vụ", "position"),
    "organisation": ("Cơ quan công tác", "organisation"),
    "rates": ("Đơn vị được đánh giá", "rates"),
    "replaces": ("Thay cho chức danh", "replaces"),
    "reason": ("Lý do thay", "reason"),
}
# Enough for every group of one lister; anyone who has more divides the file by groups.
MAX_LINES = 20_000
_NOBODY = (
    "Tệp chưa có người nào; hãy tải mẫu về, điền từ dòng 2 rồi nạp lại",
    "The file names nobody; download the form, fill it from row 2 on and upload it again",
    "empty",
)
Key = tuple[str, str]
"""(index, group)"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that a row may name by the `label` in the template's drop-down list."""

    index: Index
    group: Group
    label: str

    @property
    def key(self) -> Key:
        return self.index.id, self.group.id


@dataclass(slots=True)
class FilledList:
    """The content of a file by group: its rows and their row numbers. `columns` has the column
    (from 0) of each part.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    rows: dict[Key, list[Respondent]] = field(default_factory=dict)
    numbers: dict[Key, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, key: Key, row: int, part: str) -> str:
        """The address of a part of a row of a group (rows counted from 0)."""
        return address(self.numbers[key][row], self.columns.get(part, 0))


def choices(groups: Sequence[tuple[Index, Group]]) -> list[Choice]:
    """The groups of a lister, labelled by title, and by index where groups share a title."""
    titles = Counter(group.title.vi for _, group in groups)
    return [
        Choice(
            index,
            group,
            (
                group.title.vi
                if titles[group.title.vi] == 1
                else f"{group.title.vi} – {index.title.vi}"
            ),
        )
        for index, group in groups
    ]


def read(lines: Sequence[Line], groups: Sequence[Choice], units: Mapping[str, Unit]) -> FilledList:
    """The rows of a file by group, with every problem of its columns; if these are right, every
    problem with a row's group.

    `groups` are those that the file may have; if it is only one, the column is not needed. `units`
    are the round's by id.
    """
    filled = FilledList()
    if not lines:
        filled.problems.append(Problem(address(HEADER_ROW, 0), *_NOBODY))
        return filled
    header = lines[0] if lines[0].number == HEADER_ROW else Line(HEADER_ROW, {})
    filled.columns = columns_of(header, HEADINGS, filled.problems)
    filled.problems += _missing_columns(filled.columns, groups)
    if lines[-1].number > HEADER_ROW + MAX_LINES:
        filled.problems.append(
            Problem(
                address(HEADER_ROW + MAX_LINES + 1, 0),
                f"Tệp có quá {MAX_LINES} dòng; hãy chia tệp theo nhóm",
                f"The file has more than {MAX_LINES} rows; divide it by groups",
                "too_long",
            )
        )
    if not filled.problems:
        _Reader(filled, groups, units).read(lines[1:])
        if len(lines) == 1:
            filled.problems.append(Problem(address(HEADER_ROW + 1, 0), *_NOBODY))
    return filled


def _missing_columns(columns: Mapping[str, int], groups: Sequence[Choice]) -> Iterator[Problem]:
    needed = ["group"] if len(groups) > 1 else []
    needed += ["name", "email"]
    if all(choice.group.rates == "row" for choice in groups):
        needed.append("rates")
    for part in needed:
        if part not in columns:
            heading = HEADINGS[part][0]
            yield Problem(
                address(HEADER_ROW, 0),
                f"Dòng {HEADER_ROW} thiếu cột “{heading}”; hãy dùng mẫu tải về",
                f"Row {HEADER_ROW} lacks the column “{heading}”; use the form",
                "missing_column",
                {"column": part},
            )


class _Reader:
    """Reads the rows of a file whose columns have no problems."""

    def __init__(
        self, filled: FilledList, groups: Sequence[Choice], units: Mapping[str, Unit]
    ) -> None:
        self._filled, self._only = filled, groups[0] if len(groups) == 1 else None
        self._groups = by_name(
            (
                choice,
                (
                    choice.label,
                    choice.group.title.en,
                    choice.group.id,
                    f"{choice.index.id}/{choice.group.id}",
                ),
            )
            for choice in groups
        )
        self._units: dict[str, Named[Unit]] = {}
        for index in {choice.index.id for choice in groups}:
            members = [unit for unit in units.values() if unit.index == index]
            labels = unit_labels(members)
            self._units[index] = by_name(
                (unit, (unit.id, labels[unit.id], unit.name.en)) for unit in members
            )

    def read(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if choice := self._choice(line):
                self._filled.rows.setdefault(choice.key, []).append(self._respondent(line, choice))
                self._filled.numbers.setdefault(choice.key, []).append(line.number)

    def _text(self, line: Line, part: str) -> str:
        column = self._filled.columns.get(part)
        return "" if column is None else line.cells.get(column, "")

    def _choice(self, line: Line) -> Choice | None:
        if self._only and "group" not in self._filled.columns:
            return self._only
        text = self._text(line, "group")
        choice = self._groups.find(text)
        if choice is None:
            cell = address(line.number, self._filled.columns.get("group", 0))
            names = "; ".join(dict.fromkeys(known.label for known in self._groups.values()))
            vi, en, code = (
                f"Không có nhóm “{text[:100]}”",
                f"There is no group “{text[:100]}”",
                "unknown_group",
            )
            if not text.strip():
                vi, en, code = "Thiếu nhóm đối tượng", "The group is missing", "missing"
            self._filled.problems.append(
                Problem(
                    cell, f"{vi}; chọn một trong: {names}", f"{en}; choose one of: {names}", code
                )
            )
        return choice

    def _respondent(self, line: Line, choice: Choice) -> Respondent:
        rates = self._text(line, "rates")
        unit = self._units[choice.index.id].find(rates)
        parts = {
            part: self._text(line, part)
            for part in ("name", "email", "position", "organisation", "replaces", "reason")
        }
        return Respondent(**parts, rates=unit.id if unit else rates)
