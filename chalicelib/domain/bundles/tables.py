"""The tables of a bundle that hold values and decisions, each row checked against the round and its
units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from chalicelib.domain.bundles.bundle import Adjustment, Appraisal, Reason, Score
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.decimals import comma, plain
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.csv_tables import CsvRow
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.reading.json_texts import read_json, shown
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit

Rows = Iterable[CsvRow]

_WHY = {
    "scores": ("điểm này không tự chấm", "this criterion is not self-assessed", ("self_assessed",)),
    "appraisals": (
        "điểm này không do Hội đồng chấm",
        "this criterion is not scored by the council",
        APPRAISED,
    ),
    "external": (
        "điểm này không lấy số liệu bên ngoài",
        "this criterion is not external",
        ("external",),
    ),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What rows refer to: the round and its units by id; None if they cannot be read, and then
    nothing is checked against them.
    """

    round: Round | None
    units: Mapping[str, Unit] | None
    _indexes: dict[str, Index] = field(default_factory=dict)
    _values: dict[tuple[int, str], tuple[Any, list[Problem]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._indexes.update(
            {index.id: index for index in (self.round.indexes if self.round else ())}
        )

    def cap(self, bonus: bool) -> Fraction | None:
        """The cap on the sum of bonus points, or of penalty points; None for no cap."""
        if self.round is None:
            return None
        return self.round.bonus_max if bonus else self.round.penalty_max

    def index(self, row: CsvRow) -> Index | None:
        """The index of the row's unit; None after noting that there is no such unit, or if not
        known.
        """
        name = row.cells["unit"]
        if not name or self.units is None:
            return None
        if name not in self.units:
            row.cell("unit").refuse(
                f"không có đơn vị {shown(name)}", f"there is no unit {shown(name)}", "unknown_unit"
            )
            return None
        return self._indexes.get(self.units[name].index)

    def leaf(self, row: CsvRow) -> Leaf | None:
        """The leaf of the row; None after noting that unit or leaf is not there, or if not
        known.
        """
        index, code = self.index(row), row.cells["leaf"]
        if index is None or not code or code in index.leaves:
            return index.leaves.get(code) if index else None
        row.cell("leaf").refuse(
            f"bộ chỉ số {index.id} không có tiêu chí {shown(code)}",
            f"the index {index.id} has no criterion {shown(code)}",
            "unknown_leaf",
        )
        return None

    def group(self, row: CsvRow) -> tuple[Index | None, str | None]:
        """The index and the group of the row; each None after noting that it is not there, or if
        not known.
        """
        index, group = self.index(row), row.cells["group"]
        if index is None or not group:
            return index, None
        if not index.has_group(group):
            row.cell("group").refuse(
                f"bộ chỉ số {index.id} không có nhóm {shown(group)}",
                f"the index {index.id} has no group {shown(group)}",
                "unknown_group",
            )
            return index, None
        return index, group

    def value(self, text: str, leaf: Leaf | None) -> tuple[Any, list[Problem]]:
        """The value of a JSON text and its problems; a text that many rows share is read once."""
        key = (id(leaf), text)
        if key not in self._values:
            self._values[key] = _read_value(text, leaf)
        return self._values[key]


def _read_value(text: str, leaf: Leaf | None) -> tuple[Any, list[Problem]]:
    try:
        field = Field(read_json(text), "", [])
    except ValueError as error:
        return {}, [
            Problem("", f"không phải JSON đúng dạng ({error})", f"not valid JSON ({error})", "json")
        ]
    if leaf is not None:
        return field.value, leaf.rule.check(field.value, leaf)
    field.object()
    return field.value, field.problems


class Keys:
    """Notes every row that has the key of an earlier one."""

    def __init__(self, *columns: str) -> None:
        self._columns = columns
        self._seen: set[tuple[str, ...]] = set()

    def take(self, row: CsvRow) -> tuple[str, ...]:
        """The row's key."""
        key = tuple(row.cells[column] for column in self._columns)
        if key in self._seen and all(key):
            names = ", ".join(self._columns)
            row.cell(self._columns[-1]).refuse(
                f"lặp lại: đã có dòng khác cùng {names}",
                f"repeated: an earlier row has the same {names}",
                "repeated",
            )
        self._seen.add(key)
        return key


def _value(scope: Scope, row: CsvRow, table: str) -> Any:
    """The row's value; its problems and those of its leaf are noted."""
    leaf = scope.leaf(row)
    text, cell = row.cells["value"], row.cell("value")
    if leaf is not None and leaf.method not in ("", *_WHY[table][2]):
        row.cell("leaf").refuse(
            f"{_WHY[table][0]} (cách chấm: {leaf.method})",
            f"{_WHY[table][1]} (its method is {leaf.method})",
            "wrong_method",
        )
        leaf = None
    if not text:
        return {}
    value, problems = scope.value(text, leaf)
    row.problems.extend(
        Problem(cell.at, problem.vi, problem.en, problem.code) for problem in problems
    )
    return value


def scores(scope: Scope, rows: Rows) -> dict[tuple[str, ...], Score]:
    keys = Keys("unit", "leaf")
    return {
        keys.take(row): Score(_value(scope, row, "scores"), row.cells["explanation"])
        for row in rows
    }


def appraisals(scope: Scope, rows: Rows) -> dict[tuple[str, str, int], Appraisal]:
    keys, found = Keys("unit", "leaf", "pass"), {}
    for row in rows:
        unit, leaf, number = keys.take(row)
        if number and number not in ("1", "2"):
            row.cell("pass").refuse(
                f"lần thẩm định phải là 1 hoặc 2, không phải {shown(number)}",
                f"the pass must be 1 or 2, not {shown(number)}",
            )
        value = _value(scope, row, "appraisals")
        found[unit, leaf, 2 if number == "2" else 1] = Appraisal(value, row.cells["comment"])
    return found


def external(scope: Scope, rows: Rows) -> dict[tuple[str, ...], Any]:
    keys = Keys("unit", "leaf")
    return {keys.take(row): _value(scope, row, "external") for row in rows}


def not_applicable(scope: Scope, rows: Rows) -> dict[tuple[str, ...], Reason]:
    keys, found = Keys("unit", "leaf"), {}
    for row in rows:
        scope.leaf(row)
        found[keys.take(row)] = Reason(row.cells["reason"])
    return found


def reasons(scope: Scope, rows: Rows) -> dict[str, Reason]:
    """The reasons of exclusions or voids, by unit."""
    keys, found = Keys("unit"), {}
    for row in rows:
        scope.index(row)
        found[keys.take(row)[0]] = Reason(row.cells["reason"])
    return found


def adjustments(scope: Scope, rows: Rows) -> tuple[Adjustment, ...]:
    """The adjustments of units; several of one unit add up. The first row with which its bonus or
    its penalty is above the cap is noted.
    """
    sums: dict[tuple[str, bool], Fraction] = {}
    found: list[Adjustment] = []
    for row in rows:
        scope.index(row)
        points = row.cell("points").number()
        if points is None:
            continue
        bonus, unit = points > 0, row.cells["unit"]
        before = sums.get((unit, bonus), Fraction(0))
        sums[unit, bonus] = before + abs(points)
        cap = scope.cap(bonus)
        if unit and cap is not None and before <= cap < sums[unit, bonus]:
            kind = ("điểm thưởng", "the bonus") if bonus else ("điểm phạt", "the penalty")
            row.cell("points").refuse(
                f"{kind[0]} của đơn vị vượt mức tối đa {comma(plain(cap))}",
                f"{kind[1]} of the unit is above its cap of {plain(cap)}",
                "over_cap",
            )
        found.append(Adjustment(unit, points, Reason(row.cells["reason"])))
    return tuple(found)
