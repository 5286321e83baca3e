"""The layout of the workbook of a member's appraisals, the same for writing and reading it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.documents.workbook import layout
from chalicelib.domain import decimals
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.units import Unit

FORMAT = "par-appraisals-1"
SHEET = "Thẩm định"
# As many criteria of units as one workbook has; the page is read up to the row after them.
MAX_ROWS = 5000
UNIT, NAME, CODE, TITLE, MOST, OWN, OWN_POINTS, FIRST, FIRST_REASON, HINT = range(1, 11)


class AppraisalColumns(layout.Columns):
    """Column numbers from 1: what is read only is 1 to 10, then come `inputs` inputs, then the
    others.
    """

    __slots__ = ()

    @property
    def first_input(self) -> int:
        return 11

    @property
    def points(self) -> int:
        return 11 + self.inputs

    @property
    def explanation(self) -> int:
        return 12 + self.inputs

    @property
    def version(self) -> int:
        return 13 + self.inputs

    @property
    def original(self) -> int:
        return 14 + self.inputs


@dataclass(frozen=True, slots=True)
class AppraisalCase:
    """One criterion of one unit as a row shows it: what the unit sent, what the first pass gave
    (None while that is worked in), and what the pass has now.
    """

    unit: Unit
    leaf: Leaf
    own: Entry
    first: Entry | None
    given: Entry


def columns(indexes: Iterable[Index]) -> AppraisalColumns:
    """The columns for these indexes: as many inputs as the leaf with the most of them."""
    leaves = [leaf for index in indexes for leaf in index.leaves.values()]
    inputs = [len(leaf.rule.keys) for leaf in leaves if leaf.method in APPRAISED]
    return AppraisalColumns(max(inputs, default=1))


def in_words(leaf: Leaf, value: Mapping[str, Any] | None) -> str:
    """A value as people read it; "" for none."""
    if not value:
        return ""
    texts = layout.inputs_of(leaf, value)
    if isinstance(leaf.rule, Levels):
        return texts[0]
    named = zip(layout.labels(leaf), texts, strict=True)
    return "; ".join(f"{label}: {decimals.comma(text)}" for label, text in named)


def points_of(leaf: Leaf, value: Mapping[str, Any] | None) -> str:
    """The points of a value with two decimals; "" for none."""
    return decimals.two(leaf.rule.points(value, leaf)) if value else ""
