"""Assignments as a table that people fill: its columns, the assignments of each row, and back.

A row gives one or several parts of an index to a person; several things in a cell are separated by
semicolons. “Đơn vị công tác” names the units at which the person of the row works, and may be all
that a row says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chalicelib.domain.appraisal.assignments import (
    AppraisalAssignment,
    Assignments,
    OwnUnits,
    parts_of,
)
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.filled_tables import Line, Named, Table, by_name
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit, unit_labels

# The parts of a row and the headings they are known by; the first one is in the form.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "index": ("Bộ chỉ số", "index"),
    "part": ("Lĩnh vực, tiêu chí", "Mã lĩnh vực, tiêu chí", "Lĩnh vực", "Mã tiêu chí", "part"),
    "units": ("Đơn vị", "Đơn vị được thẩm định", "units", "unit"),
    "member": ("Người thẩm định", "Thành viên", "member"),
    "helpers": ("Người giúp việc", "helpers"),
    "deputy": ("Người thay", "deputy"),
    "own": ("Đơn vị công tác", "own"),
}
MAX_ROWS = 2_000
# A cell of a table has at most 600 characters; units that need more go on in another row.
_CELL = 500
_PLACE = re.compile(r"(assignments|own)\[(\d+)\]\.(\w+)")


@dataclass(slots=True)
class ListedAssignments:
    """The assignments and own units of a table, the row of each, and the problems of headings and
    codes.
    """

    table: Table
    assignments: list[AppraisalAssignment] = field(default_factory=list)
    own: list[OwnUnits] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    own_rows: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def at_cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems at places such as `assignments[0].part`, moved to the cells of the table."""
        return [self._at_cell(problem) for problem in problems]

    def _at_cell(self, problem: Problem) -> Problem:
        place = _PLACE.fullmatch(problem.at)
        if place is None:
            return problem
        if place[1] == "own":
            part = "member" if place[3] == "person" else "own"
            return replace(problem, at=self.table.cell(self.own_rows[int(place[2])], part))
        return replace(problem, at=self.table.cell(self.rows[int(place[2])], place[3]))


def read(
    lines: Sequence[Line], round_: Round, units: Mapping[str, Unit], people: Mapping[str, str]
) -> ListedAssignments:
    """What the rows ask for. Indexes, parts, units and people are given by code or address, or by
    name; an unknown one stays as it was written. `people` are names by address.
    """
    table = filled_tables.read(lines, HEADINGS, ("part", "member"), MAX_ROWS)
    listed = ListedAssignments(table, problems=[*table.problems])
    names = _Names(round_, units, people)
    for row in table.rows:
        parts, member = _split(table.text(row, "part")), names.person(table.text(row, "member"))
        if own := _split(table.text(row, "own")):
            listed.own.append(OwnUnits(member, tuple(map(names.unit, own))))
            listed.own_rows.append(row)
        if not parts and (own or not any(table.text(row, each) for each in HEADINGS)):
            continue
        index = names.index(table.text(row, "index"))
        for part in parts or ("",):
            code = names.part(index, part)
            if _may_be_another(table, row, code, index):
                listed.problems.append(_another(table.cell(row, "part"), code))
            listed.rows.append(row)
            listed.assignments.append(
                AppraisalAssignment(
                    index.id if index else table.text(row, "index"),
                    code,
                    member,
                    tuple(map(names.unit, _split(table.text(row, "units")))),
                    tuple(map(names.person, _split(table.text(row, "helpers")))),
                    names.person(table.text(row, "deputy")),
                )
            )
    return listed


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]


class _Names:
    """What the cells of a table may call things."""

    def __init__(self, round_: Round, units: Mapping[str, Unit], people: Mapping[str, str]) -> None:
        self._indexes: Named[Index] = by_name(
            (index, (index.id, index.title.vi, index.title.en)) for index in round_.indexes
        )
        self._only = round_.indexes[0] if len(round_.indexes) == 1 else None
        labels = unit_labels(units.values())
        self._units: Named[str] = by_name(
            (unit.id, (unit.id, labels[unit.id], unit.name.vi, unit.name.en))
            for unit in units.values()
        )
        self._people: Named[str] = by_name(
            (address, (address, name)) for address, name in people.items()
        )
        self._parts = {index.id: _parts_by_name(index) for index in round_.indexes}

    def index(self, text: str) -> Index | None:
        return self._indexes.find(text) if text else self._only

    def part(self, index: Index | None, text: str) -> str:
        return (self._parts[index.id].find(text) if index else None) or text

    def unit(self, text: str) -> str:
        return self._units.find(text) or text

    def person(self, text: str) -> str:
        return self._people.find(text) or text.lower()


def _parts_by_name(index: Index) -> Named[str]:
    titles = {leaf.code: leaf.title for leaf in index.leaves.values()}
    for area in index.areas:
        titles |= {criterion.code: criterion.title for criterion in area.criteria}
    titles |= {area.code: area.title for area in index.areas}
    return by_name((code, (code, title.vi, title.en)) for code, title in titles.items())


def _may_be_another(table: Table, row: Line, code: str, index: Index | None) -> bool:
    """Whether a spreadsheet may have dropped the last zero of a code: 1.10 as a number is 1.1."""
    if index is None or table.columns["part"] not in row.numbers or "." not in code:
        return False
    return f"{code}0" in parts_of(index)


def _another(at: str, code: str) -> Problem:
    return Problem(
        at,
        f"Ô là số nên {code} có thể là {code}0; hãy định dạng ô là chữ (Text) rồi nhập lại mã",
        f"The cell is a number, so {code} may be {code}0; format it as text and type the code"
        " again",
        "ambiguous",
    )


def rows_of(
    assignments: Assignments, round_: Round, units: Mapping[str, Unit], people: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """The cells of a table that gives these assignments, by part of a row as in HEADINGS; first
    where people work. Read again, it asks for the same. Units and people have their names where
    these tell them.
    """
    labels = {
        unit: label for unit, label in unit_labels(units.values()).items() if ";" not in label
    }
    shared = Counter(people.values())
    names = {
        address: name
        for address, name in people.items()
        if name and shared[name] == 1 and ";" not in name
    }
    titles = {index.id: index.title.vi for index in round_.indexes}

    def units_of(ids: Iterable[str]) -> list[str]:
        return _cells(labels.get(unit, unit) for unit in ids)

    def person(address: str) -> str:
        return names.get(address, address)

    for each in assignments.own:
        for cell in units_of(each.units):
            yield {"member": person(each.person), "own": cell}
    for row in assignments.rows:
        for cell in units_of(row.units):
            yield {
                "index": titles.get(row.index, row.index),
                "part": row.part,
                "units": cell,
                "member": person(row.member),
                "helpers": "; ".join(map(person, row.helpers)),
                "deputy": person(row.deputy),
            }


def _cells(texts: Iterable[str]) -> list[str]:
    """The texts in as few cells as hold them; one empty cell for none."""
    cells = [""]
    for text in texts:
        longer = f"{cells[-1]}; {text}" if cells[-1] else text
        if cells[-1] and len(longer) > _CELL:
            cells.append(text)
        else:
            cells[-1] = longer
    return cells
