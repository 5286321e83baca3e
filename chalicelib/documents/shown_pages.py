"""A page of a workbook as its screen shows it: cells by row and column, and what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

MAX_COLUMNS = 120
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell at the address `at`: `kind` is `empty`, `text`, `number`, `truth`, `formula` (whose
    result the file does not have), `date` or `error`; `text` is its content.

    Numbers are plain decimals; under a `percent` format they are what the screen shows before the
    sign. `display` is what the screen shows where that is another number, else None. `computed`:
    the content is a formula's result.
    """

    at: str
    kind: str = "empty"
    text: str = ""
    percent: bool = False
    display: str | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged cells, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, at: str) -> bool:
        """Whether the cell at this address is one of them."""
        column, row = place(at)
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class Page:
    """The cells of a page that are not empty, by row and column from 1, and what its screen hides.

    `beyond` is the first row with content after those that were read, 0 if there is none.
    """

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    beyond: int = 0


@lru_cache(maxsize=4096)
def place(at: str) -> tuple[int, int]:
    """(column, row) of an address, both from 1."""
    found = _CELL.fullmatch(at)
    if found is None:
        raise ValueError(at)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(found[2])
