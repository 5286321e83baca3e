"""Rulings as a table that people fill: its columns, and the ruling of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading import filled_tables
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
        value = table.number(row, "value")
        ruling = Ruling(
            kind,
            unit.id if unit else table.text(row, "unit"),
            reason=table.text(row, "reason"),
            public=plain(table.text(row, "public")) in _YES,
            document=table.text(row, "document"),
            dated=_dated(table.text(row, "dated")),
        )
        parts = _parts(kind, table.text(row, "leaf"), value, round_, unit, f"{name}-{row.number}")
        listed.rulings.append(replace(ruling, **parts))
        listed.rows.append(row)
    return listed


def _dated(text: str) -> str:
    """The day in ISO form; what is none stays as it is, and is found by `rulings.check`."""
    day = filled_tables.day(text)
    return day.isoformat() if day else text


def _parts(
    kind: str, leaf: str, value: str, round_: Round, unit: Unit | None, name: str
) -> dict[str, Any]:
    """The parts of a ruling of this kind. An external figure goes under the only key that the
    leaf's rule has, else under `percent`.
    """
    if kind == "not_applicable":
        return {"leaf": leaf}
    if kind == "adjustment":
        return {"points": value, "id": name}
    if kind == "external":
        known = round_.index(unit.index).leaves.get(leaf) if unit else None
        keys = known.rule.keys if known else ()
        return {"leaf": leaf, "value": {keys[0] if len(keys) == 1 else "percent": value}}
    return {}
