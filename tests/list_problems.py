"""A long good list with faults seeded at known cells, each in a row of its own so that none hides
another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from chalicelib.domain.lists.files import HEADINGS
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.reading.filled_tables import address
from tests.list_books import line

PARTS = tuple(HEADINGS)
Place = tuple[str, str]
"""(cell, code)"""


@dataclass
class Seeded:
    """Rows of a file (the first one is row 2) and what must be told of them, no more and no
    less.
    """

    lines: list[list[Any]]
    expected: list[Place] = field(default_factory=list)

    def spoil(self, row: int, part: str, value: Any, code: str, at: str = "") -> None:
        """Put `value` in a cell; the fault `code` is told there, or at the part `at` of that
        row.
        """
        self.lines[row][PARTS.index(part)] = value
        self.expect(row, at or part, code)

    def expect(self, row: int, part: str, code: str) -> None:
        """Note what must be told."""
        self.expected.append((address(row + 2, PARTS.index(part)), code))


@dataclass(frozen=True, slots=True)
class World:
    """Labels of a group that rates its own unit and of one that rates others; addresses that stand
    elsewhere.
    """

    own: str
    other: str
    rated: str
    foreign: Sequence[str]


def seeded(world: World, people: int, problems: int, seed: int, typed: bool) -> Seeded:
    """`people` rows with exactly `faults` faults; `typed` says that cells may hold more than text,
    as in a workbook.
    """
    chance = Random(seed)
    rows = [
        Respondent(
            f"Người thứ {number:05}", f"nguoi-{number:05}@example.test", "Trưởng phòng", "Sở thử"
        )
        for number in range(people)
    ]
    half = people // 2
    found = Seeded(
        [
            line(world.own, row) if at < half else line(world.other, row, world.rated)
            for at, row in enumerate(rows)
        ]
    )
    fresh = iter(chance.sample(range(people), people))
    foreign = iter(world.foreign)
    kinds = [*_COMMON, *(_TYPED if typed else ())]
    while len(found.expected) < problems:
        row = next(fresh)
        left = problems - len(found.expected)
        if left > 1 and chance.random() < 0.1:
            _both(found, row, next(each for each in fresh if (each < half) != (row < half)))
        elif chance.random() < 0.1:
            found.spoil(row, "email", next(foreign), "listed_elsewhere")
        elif chance.random() < 0.1:
            _twice(found, row, next(each for each in fresh if (each < half) == (row < half)))
        else:
            chance.choice(kinds)(found, row, row < half)
    return found


def _both(found: Seeded, one: int, other: int) -> None:
    """A person in two groups of the index: told at both rows."""
    found.lines[other][2] = found.lines[one][2]
    found.expect(one, "email", "listed_elsewhere")
    found.expect(other, "email", "listed_elsewhere")


def _twice(found: Seeded, one: int, other: int) -> None:
    """A person twice in one group: told at the second of the two rows."""
    found.lines[other][2] = str(found.lines[one][2]).upper()
    found.expect(max(one, other), "email", "duplicate")


def _unit(found: Seeded, row: int, own: bool) -> None:
    found.spoil(row, "rates", "Sở B" if own else "", "other_unit" if own else "missing")


def _of(part: str, value: Any, code: str, at: str = "") -> Callable[[Seeded, int, bool], None]:
    return lambda found, row, _: found.spoil(row, part, value, code, at)


_COMMON: tuple[Callable[[Seeded, int, bool], None], ...] = (
    _of("name", "  ", "missing"),
    _of("email", "", "missing"),
    _of("email", "nguoi@", "bad_email"),
    _of("email", "a@example.test, b@example.test", "bad_email"),
    _of("group", "Nhóm lạ", "unknown_group"),
    _of("group", "", "missing"),
    _of("replaces", "Chủ tịch Hội", "missing", "reason"),
    _of("reason", "Đi công tác", "missing", "replaces"),
    _of("position", "x" * 301, "too_long"),
    _unit,
    lambda found, row, own: found.spoil(
        row, "rates", "Sở X", "other_unit" if own else "unknown_unit"
    ),
)
_TYPED: tuple[Callable[[Seeded, int, bool], None], ...] = (
    _of("name", "=1+1", "formula"),
    _of("organisation", date(2024, 12, 20), "date"),
    _of("position", "#N/A", "error"),
)
