"""Tables that people fill in a spreadsheet: a row of headings, then one row for each thing.

Every cell is named by its address, such as C7.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from chalicelib.domain.errors import MANY, Problem
from chalicelib.domain.reading import typed_numbers
from chalicelib.domain.spelling import same_names

HEADER_ROW = 1
_LONGEST_NAME = 600
# The years of rounds (contract §2), as in the bodies of requests.
_YEAR = r"(?P<year>(?:19|20|21)\d{2})"
_DAY = re.compile(rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}", re.ASCII)
_ISO_DAY = re.compile(rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})", re.ASCII)
_CELL = re.compile(r"([A-Z]+)(\d+)")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file that is not empty: its number from 1 and its texts by column from 0.

    `numbers` are the columns whose cells hold numbers, which are plain decimals, not typed texts.
    """

    number: int
    cells: Mapping[int, str]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What a file shows: the rows that are not empty, a problem for each cell or row that cannot be
    read, and remarks on how the others were read, which prevent nothing.
    """

    lines: Sequence[Line]
    problems: Sequence[Problem]
    remarks: Sequence[Problem] = ()


@dataclass(slots=True)
class Table:
    """`columns` has the column (from 0) of each part of a row. `rows` are those under the headings;
    there are none while the headings have problems.
    """

    columns: Mapping[str, int]
    rows: Sequence[Line]
    problems: list[Problem] = field(default_factory=list)

    def text(self, row: Line, part: str) -> str:
        """The text of a part of a row, blanks tidied; "" if the cell is empty or there is no
        column.
        """
        column = self.columns.get(part)
        return "" if column is None else " ".join(row.cells.get(column, "").split())

    def number(self, row: Line, part: str) -> str:
        """The plain decimal of a part of a row; what may be two numbers has decimals, and what is
        none stays as it is.
        """
        text = self.text(row, part)
        typed = None if self.columns.get(part) in row.numbers else typed_numbers.number(text)
        return typed.text if typed else text.replace(",", ".")

    def cell(self, row: Line, part: str) -> str:
        """The address of a part of a row, such as C7."""
        return address(row.number, self.columns.get(part, 0))


def read(
    lines: Sequence[Line],
    headings: Mapping[str, tuple[str, ...]],
    needed: Collection[str],
    most: int,
) -> Table:
    """The table of these lines, with the problems of its headings and of more than `most` rows.

    `headings` has the names that the column of each part may have; the first one is on the form.
    The columns of the parts `needed` must be there.
    """
    problems: list[Problem] = []
    header = lines[0] if lines and lines[0].number == HEADER_ROW else Line(HEADER_ROW, {})
    columns = columns_of(header, headings, problems)
    problems += [
        Problem(
            address(HEADER_ROW, 0),
            f"Dòng {HEADER_ROW} thiếu cột “{headings[part][0]}”",
            f"Row {HEADER_ROW} lacks the column “{headings[part][0]}”",
            "missing_column",
        )
        for part in needed
        if part not in columns
    ]
    if len(lines) > HEADER_ROW + most:
        problems.append(
            Problem(
                address(HEADER_ROW + most + 1, 0),
                f"Có quá {most} dòng; hãy chia bảng",
                f"There are more than {most} rows; divide the table",
                "too_long",
            )
        )
    return Table(columns, () if problems else lines[1:], problems)


def day(text: str) -> date | None:
    """The day of a text such as 31/12/2026, 1.2.2026 or 2026-12-31; None if it is none."""
    found = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(**{part: int(number) for part, number in found.groupdict().items()})
    except ValueError:  # such as 31/02
        return None


def address(row: int, column: int) -> str:
    """The name of a cell in a spreadsheet; row from 1, column from 0: (7, 2) is C7."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems row by row, each row from the left; those that name no cell come last."""
    return sorted(problems, key=lambda problem: _place(problem.at))


def told(unreadable: Sequence[Problem], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a file, in order, `bounded`. A cell that could not be read (`unreadable`) has
    no others.
    """
    unread = {problem.at for problem in unreadable}
    others = (problem for problem in problems if problem.at not in unread)
    return bounded(in_order([*unreadable, *others]))


def bounded(problems: list[Problem]) -> list[Problem]:
    """At most MANY problems, the last of which tells how many more there are."""
    if len(problems) <= MANY:
        return problems
    more = len(problems) - MANY + 1
    vi, en = f"Còn {more} chỗ nữa như các dòng trên", f"And {more} more like those above"
    return [*problems[: MANY - 1], Problem("content", vi, en, "more", {"more": more})]


def _place(at: str) -> tuple[float, int, str]:
    cell = _CELL.fullmatch(at)
    return (int(cell[2]), len(cell[1]), cell[1]) if cell else (math.inf, 0, "")


def columns_of(
    header: Line, headings: Mapping[str, tuple[str, ...]], problems: list[Problem]
) -> dict[str, int]:
    """The column (from 0) of each part, found by its heading; a repeated heading is noted."""
    known = {plain(name): part for part, names in headings.items() for name in names}
    columns: dict[str, int] = {}
    for column, text in sorted(header.cells.items()):
        part = known.get(plain(text.rstrip(" *")))
        if part in columns:
            problems.append(
                Problem(
                    address(HEADER_ROW, column),
                    f"Cột “{text}” có hai lần",
                    f"The column “{text}” is there twice",
                    "repeated_column",
                )
            )
        elif part:
            columns[part] = column
    return columns


def plain(text: str) -> str:
    """The one form in which headings, groups and units are compared (see `same_names`); a text that
    is too long for a name is left as it is.
    """
    return text if len(text) > _LONGEST_NAME else same_names.key(text)


class Named(dict[str, Thing]):
    """Things by every name that means only one of them, in plain form."""

    def __init__(self, named: Sequence[tuple[Thing, tuple[str, ...]]]) -> None:
        self._forms = [(form, _known(named, form)) for form in same_names.FORMS]
        super().__init__(_known(named, plain))

    def find(self, text: str) -> Thing | None:
        """The thing of that name: as it is written, else in the form closest to it."""
        for form, known in self._forms:
            if (name := form(text)) in known:
                return known[name]
        return None


def by_name(things: Iterable[tuple[Thing, tuple[str, ...]]]) -> Named[Thing]:
    """Things by every name that means only one of them. A thing's first name wins over the later
    names of others.
    """
    return Named(list(things))


def _known(
    named: Sequence[tuple[Thing, tuple[str, ...]]], form: Callable[[str], str]
) -> dict[str, Thing]:
    later: Counter[str] = Counter()
    for _, names in named:
        later.update({form(name) for name in names[1:] if name})
    first = Counter(form(names[0]) for _, names in named)
    known: dict[str, Thing] = {}
    for thing, names in named:
        known |= {form(name): thing for name in names[1:] if name and later[form(name)] == 1}
    for thing, names in named:
        if first[form(names[0])] == 1:
            known[form(names[0])] = thing
        else:
            known.pop(form(names[0]), None)
    return known
