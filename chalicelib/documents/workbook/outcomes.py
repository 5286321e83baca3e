"""What comes of reading a filled workbook: changes and problems, each at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something wrong in one cell, at a leaf."""

    cell: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Original:
    """What a row held when the workbook was made; of the explanation its mark only
    (`workbook_layout.mark_of`).
    """

    value: Any
    mark: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that the workbook holds, with the first cell that differs, and what stood there
    before.
    """

    cell: str
    change: Change
    original: Original


@dataclass(slots=True)
class Outcome:
    """Every change, every problem, and what is strange in what was changed."""

    changed: list[Changed] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)

    def refuse(self, cell: str, at: str, vi: str, en: str) -> None:
        """Note a fault."""
        self.problems.append(CellProblem(cell, Problem(at, vi, en)))
