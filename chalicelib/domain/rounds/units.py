"""Units: the ministries, provinces or departments that are scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.reading.json_texts import shown
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one index. Unless `ranked` it is scored but has no rank; `region` may be empty.

    `predecessors` are the ids, in the round before, of the units that it came from; none where it
    had the same id.
    """

    id: str
    index: str
    name: Text
    region: str
    ranked: bool
    predecessors: tuple[str, ...] = ()


def parse_units(rows: Iterable[Mapping[str, object]], round_: Round | None) -> tuple[Unit, ...]:
    """The units of rows with the columns of units.csv (`ranked` is `yes` or `no`; region,
    name_en and predecessors may be empty).

    Without a round any index is taken, so that other problems are found. Invalid with every problem
    at its place, such as `units[0].ranked`. Ids are unique in the round; an empty list is a
    problem.
    """
    problems: list[Problem] = []
    seen: set[str] = set()
    known = None if round_ is None else [index.id for index in round_.indexes]
    units = [
        read_unit(Field(row, f"units[{place}]", problems).key, known, seen)
        for place, row in enumerate(rows)
    ]
    if not units:
        problems.append(Problem("units", "chưa có đơn vị nào", "there is no unit"))
    if problems:
        raise Invalid(errors=problems)
    return tuple(unit for unit in units if unit)


def read_unit(
    cell: Callable[[str], Field], indexes: Collection[str] | None, seen: set[str]
) -> Unit | None:
    """The unit whose cells `cell` gives by column, its problems noted; None if it has no id.

    Its id is added to `seen`. With `indexes` None any index is taken; one that is not in `indexes`
    becomes "".
    """
    name = cell("unit").identifier()
    if name is not None and name in seen:
        cell("unit").refuse(
            f"mã {shown(name)} đã dùng", f"the id {shown(name)} is used twice", "repeated"
        )
    index = (
        cell("index").text() if indexes is None else cell("index").choice(indexes, "unknown_index")
    )
    vi, en, region = cell("name_vi").text(), _optional(cell("name_en")), _optional(cell("region"))
    ranked = cell("ranked").choice(("yes", "no"))
    if name is None:
        return None
    seen.add(name)
    before = _ids(cell("predecessors"))
    return Unit(name, index or "", Text(vi or "", en), region, ranked == "yes", before)


def _optional(field: Field) -> str:
    return (field.text(empty=True) or "") if field.given else ""


def _ids(field: Field) -> tuple[str, ...]:
    """The ids of a cell, with spaces, commas or semicolons between them."""
    names = re.split(r"[\s,;]+", _optional(field))
    given = [Field(name, field.at, field.problems).identifier() for name in names if name]
    return tuple(dict.fromkeys(name for name in given if name))


def unit_labels(units: Iterable[Unit]) -> dict[str, str]:
    """{id: label} for a drop-down list: the name, with the id where several share a name."""
    listed = list(units)
    names = Counter(unit.name.vi for unit in listed)
    return {
        unit.id: unit.name.vi if names[unit.name.vi] == 1 else f"{unit.name.vi} ({unit.id})"
        for unit in listed
    }
