"""The outcome of reading a filled workbook: changes and problems, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem in one cell; `cell` is its address."""

    cell: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Original:
    """What a row had when the workbook was made; `mark` is the digest of its explanation
    (`layout.mark_of`).
    """

    value: Any
    mark: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A change in the workbook, with the address of the first cell that differs, and what the row
    had before.
    """

    cell: str
    change: Change
    original: Original


@dataclass(slots=True)
class Outcome:
    """The changes, the problems, and the questions about changed figures (`doubts`)."""

    changed: list[Changed] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)

    def refuse(self, cell: str, at: str, vi: str, en: str) -> None:
        """Note a problem in a cell, about the leaf or text `at`."""
        self.problems.append(CellProblem(cell, Problem(at, vi, en)))
