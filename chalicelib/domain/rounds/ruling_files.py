"""Rulings as a table that people fill: its columns, and the ruling of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain import decimals
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
    """The rulings of a table, the row of each, and the problems of headings, kinds and figures."""

    table: Table
    rulings: list[Ruling] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def doubts(self, round_: Round, units: Mapping[str, Unit]) -> list[Problem]:
        """What a person should look at again in valid external figures, by cell."""
        found = []
        for number, ruling in enumerate(self.rulings):
            unit = units.get(ruling.unit)
            if ruling.kind != "external" or unit is None:
                continue
            leaf = round_.index(unit.index).leaves.get(ruling.leaf)
            if leaf is None or leaf.rule.check(ruling.value, leaf):
                continue
            for doubt in leaf.rule.doubts(ruling.value, leaf):
                named = leaf.rule.at_leaf(leaf.code, doubt)
                found.append(replace(named, at=self._cell(number, "value")))
        return found

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
        leaf, text = table.text(row, "leaf"), table.text(row, "value")
        rule = _rule(round_, unit, leaf) if kind == "external" else None
        cell = text, table.number(row, "value")
        parts = _parts(kind, leaf, cell, rule, f"{name}-{row.number}")
        if kind == "external" and table.columns.get("value") not in row.numbers:
            at = table.cell(row, "value")
            listed.problems += [_unclear(at, figure) for figure in _two_readings(rule, text)]
        listed.rulings.append(replace(ruling, **parts))
        listed.rows.append(row)
    return listed


def _dated(text: str) -> str:
    """The day in ISO form; what is none stays as it is, and is found by `rulings.check`."""
    day = filled_tables.day(text)
    return day.isoformat() if day else text


def _rule(round_: Round, unit: Unit | None, leaf: str) -> Rule | None:
    known = round_.index(unit.index).leaves.get(leaf) if unit else None
    return known.rule if known else None


def _parts(
    kind: str, leaf: str, cell: tuple[str, str], rule: Rule | None, name: str
) -> dict[str, Any]:
    """The parts of a ruling of this kind; `cell` has its value as text and as a number."""
    if kind == "not_applicable":
        return {"leaf": leaf}
    if kind == "adjustment":
        return {"points": cell[1], "id": name}
    if kind == "external":
        return {"leaf": leaf, "value": _value(rule, *cell)}
    return {}


def _value(rule: Rule | None, text: str, number: str) -> dict[str, str]:
    """The value that a cell gives by the leaf's rule: a level by id or title, else figures."""
    if isinstance(rule, Levels):
        levels = ((each.id, (each.id, each.title.vi, each.title.en)) for each in rule.levels)
        return {"level": by_name(levels).find(text) or text}
    figures = _figures(rule, text)
    if list(figures.values()) == [text]:
        return dict.fromkeys(figures, number)
    return {key: _number(figure) for key, figure in figures.items()}


def _figures(rule: Rule | None, text: str) -> dict[str, str]:
    """The figures of a cell as they were typed: `47/50` of a ratio, `a=8; b=10` of a rule with
    several, else the one figure. Of an unknown leaf it is a per cent.
    """
    if isinstance(rule, Ratio) and text.count("/") == 1:
        return dict(zip(rule.keys, text.split("/"), strict=True))
    keys = rule.keys if rule else ()
    if len(keys) > 1:
        return dict(_NAMED.findall(text))
    return {keys[0] if keys else "percent": text}


def _two_readings(rule: Rule | None, text: str) -> list[str]:
    """The figures of a text that may be two numbers, such as `47.000`: no figure of a result is
    guessed.
    """
    if isinstance(rule, Levels):
        return []
    return [
        figure.strip()
        for figure in _figures(rule, text).values()
        if typed_numbers.number(figure) is None and decimals.parse(_number(figure)) is not None
    ]


def _unclear(at: str, figure: str) -> Problem:
    return Problem(
        at,
        f"“{figure}” có thể là hai số; hãy bỏ dấu phân cách hàng nghìn hoặc các số 0 cuối",
        f"“{figure}” may be two numbers; leave out separators of thousands, or zeros at the end",
        "two_readings",
    )


def _number(text: str) -> str:
    typed = typed_numbers.number(text)
    return typed.text if typed else text.strip().replace(",", ".")
