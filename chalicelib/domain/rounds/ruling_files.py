"""Rulings as a table that people fill: its columns, and the ruling of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.criteria.rule_bases import Rule
from chalicelib.domain.criteria.rules import Levels, Ratio
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading import filled_tables, typed_numbers
from chalicelib.domain.reading.filled_tables import Line, Table, by_name, plain
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.rounds.units import Unit, unit_labels

# The parts of a row and the headings they are known by; the first one is in the form.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("Loại", "kind"),
    "unit": ("Đơn vị", "Mã đơn vị", "unit"),
    "leaf": ("Mã tiêu chí", "Tiêu chí", "leaf"),
    "value": ("Giá trị", "Điểm", "value", "points"),
    "reason": ("Lý do", "reason"),
    "public": ("Công khai", "public"),
    "document": ("Văn bản", "Số văn bản", "document"),
    "dated": ("Ngày văn bản", "dated"),
}
# The kinds that a table may hold, as people call them; a void follows from a case, and previous
# results come with the round.
KINDS = {
    "not_applicable": "Không áp dụng",
    "exclusion": "Không đánh giá",
    "adjustment": "Điểm thưởng, phạt",
    "external": "Số liệu bên ngoài",
}
MAX_ROWS = 1_000
_YES = {"có", "x", "yes", "true", "1"}
_NAMED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*([^\s;=]+)")
_PLACE = re.compile(r"rulings\[(\d+)\](?:\.(\w+))?")


@dataclass(slots=True)
class ListedRuling:
    """The rulings of a table, the row of each, and the problems of headings and kinds."""

    table: Table
    rulings: list[Ruling] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def at_cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems at places such as `rulings[0].unit`, moved to the cells of the table; those of
        no row stay where they are.
        """
        return [self._at_cell(problem) for problem in problems]

    def _at_cell(self, problem: Problem) -> Problem:
        place = _PLACE.fullmatch(problem.at)
        if place is None:
            return problem
        return replace(problem, at=self._cell(int(place[1]), place[2] or "kind"))

    def _cell(self, ruling: int, part: str) -> str:
        return self.table.cell(self.rows[ruling], "value" if part == "points" else part)


def read(
    lines: Sequence[Line], round_: Round, units: Mapping[str, Unit], name: str
) -> ListedRuling:
    """The rulings that the rows ask for; kind and unit are given by id or by name.

    `name` names the table and goes into the ids of bonus and penalty points: another table adds
    others, and the same table uploaded twice gives the same ones.
    """
    table = filled_tables.read(lines, HEADINGS, ("kind", "unit"), MAX_ROWS)
    listed = ListedRuling(table, problems=[*table.problems])
    kinds = by_name((kind, (kind, title)) for kind, title in KINDS.items())
    labels = unit_labels(units.values())
    known = by_name(
        (unit, (unit.id, labels[unit.id], unit.name.vi, unit.name.en)) for unit in units.values()
    )
    for row in table.rows:
        kind = kinds.find(table.text(row, "kind"))
        unit = known.find(table.text(row, "unit"))
        if kind is None:
            vi, en = "; ".join(KINDS.values()), "; ".join(KINDS)
            listed.problems.append(
                Problem(
                    table.cell(row, "kind"),
                    f"Loại phải là một trong: {vi}",
                    f"The kind must be one of: {en}",
                    "unknown_kind",
                )
            )
            continue
        ruling = Ruling(
            kind,
            unit.id if unit else table.text(row, "unit"),
            reason=table.text(row, "reason"),
            public=plain(table.text(row, "public")) in _YES,
            document=table.text(row, "document"),
            dated=_dated(table.text(row, "dated")),
        )
        cell = table.text(row, "value"), table.number(row, "value")
        parts = _parts(kind, table.text(row, "leaf"), cell, round_, unit, f"{name}-{row.number}")
        listed.rulings.append(replace(ruling, **parts))
        listed.rows.append(row)
    return listed


def _dated(text: str) -> str:
    """The day in ISO form; what is none stays as it is, and is found by `rulings.check`."""
    day = filled_tables.day(text)
    return day.isoformat() if day else text


def _parts(
    kind: str, leaf: str, cell: tuple[str, str], round_: Round, unit: Unit | None, name: str
) -> dict[str, Any]:
    """The parts of a ruling of this kind; `cell` has its value as text and as a number."""
    if kind == "not_applicable":
        return {"leaf": leaf}
    if kind == "adjustment":
        return {"points": cell[1], "id": name}
    if kind == "external":
        known = round_.index(unit.index).leaves.get(leaf) if unit else None
        return {"leaf": leaf, "value": _figure(known.rule if known else None, *cell)}
    return {}


def _figure(rule: Rule | None, text: str, number: str) -> dict[str, str]:
    """The value that a cell gives by the leaf's rule: a level by id or title, `47/50` of a ratio,
    `a=8; b=10` of a rule with several figures, else the one figure. Of an unknown leaf it is a
    per cent.
    """
    if isinstance(rule, Levels):
        levels = ((each.id, (each.id, each.title.vi, each.title.en)) for each in rule.levels)
        return {"level": by_name(levels).find(text) or text}
    if isinstance(rule, Ratio) and text.count("/") == 1:
        return dict(zip(rule.keys, map(_number, text.split("/")), strict=True))
    keys = rule.keys if rule else ()
    if len(keys) > 1:
        return {key: _number(figure) for key, figure in _NAMED.findall(text)}
    return {keys[0] if keys else "percent": number}


def _number(text: str) -> str:
    typed = typed_numbers.number(text.strip())
    return typed.text if typed else text.strip().replace(",", ".")
