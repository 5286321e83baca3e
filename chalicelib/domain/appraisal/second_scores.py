"""Second scores: a value that another member gave without seeing the first, beside the first; and
how a person settles a difference between the two. A second score enters no result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from chalicelib.domain.appraisal import reasons
from chalicelib.domain.appraisal.consistency import ScoredTwice
from chalicelib.domain.appraisal.sampling import Case, FrameRow
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.criteria.tree import Leaf

# How a difference is settled: the first appraiser is asked to look again, or the first value stays.
ASK, KEEP_FIRST = "ask", "keep_first"
SETTLEMENTS = (ASK, KEEP_FIRST)


@dataclass(frozen=True, slots=True)
class Draw:
    """The sample of a round: who drew it from which frame, under which assignments, and when."""

    seed: str
    share: Fraction
    frame: tuple[FrameRow, ...]
    sample: tuple[FrameRow, ...]
    assignments: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dealing:
    """Who gives the second score of each case of the sample; `version` counts the dealings."""

    seconds: Mapping[Case, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the secretariat decided about a difference. `marks` tell the first and the second value
    that it is about; `before` is the first value as it was when anyone was asked about it at first.
    """

    how: str
    reason: str
    by: str
    at: datetime
    marks: str
    before: Entry
    version: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Both values of a case that has a second score. `first` is the latest value of the two passes,
    `then` that of the pass in which the second score was given, `number`.
    """

    case: Case
    leaf: Leaf
    number: int
    first: Entry
    then: Entry
    second: Entry
    settlement: Settlement | None = None

    @property
    def marks(self) -> str:
        """Tells these two values from others of the case."""
        return "/".join(
            f"{entry.version}@{entry.saved_at.isoformat() if entry.saved_at else ''}"
            for entry in (self.first, self.second)
        )

    @property
    def state(self) -> str:
        """`waiting`: the first value is missing; `alike`; `one_person`: both are of one member,
        after an assignment moved, and say nothing; else they differ: `open`, `asked`, `looked` (the
        first was saved again since) or `kept`.
        """
        if self.first.value is None:
            return "waiting"
        if self.first.saved_by == self.second.saved_by:
            return "one_person"
        if reasons.same(self.first.value, self.second.value, self.leaf.rule):
            return "alike"
        if self.settlement is None:
            return "open"
        current = self.settlement.marks == self.marks
        if self.settlement.how == KEEP_FIRST:
            return "kept" if current else "open"
        return "asked" if current else "looked"

    def points(self, entry: Entry) -> Fraction | None:
        """The points of one of the entries; None without a value."""
        return None if entry.value is None else self.leaf.rule.points(entry.value, self.leaf)

    @property
    def scored(self) -> ScoredTwice | None:
        """The pair for the statistic: the first value as it was before anybody asked, since one
        that was changed because of the second tells nothing of its author.
        """
        first = self.settlement.before if self.settlement else self.then
        one, other = self.points(first), self.points(self.second)
        if one is None or other is None:
            return None
        return ScoredTwice(first.saved_by, self.second.saved_by, one, other, self.leaf.max)


def pair_of(
    case: Case,
    leaf: Leaf,
    first: Mapping[int, Sheet],
    second: Mapping[int, Sheet],
    settlement: Settlement | None,
) -> Pair | None:
    """The pair of a case from the sheets of both passes; None without a second score."""
    number = _latest(leaf.code, second)
    if number is None:
        return None
    until = {each: sheet for each, sheet in first.items() if each <= number}
    return Pair(
        case,
        leaf,
        number,
        entry_of(leaf.code, first),
        entry_of(leaf.code, until),
        second[number].entry(leaf.code),
        settlement,
    )


def entry_of(code: str, passes: Mapping[int, Sheet]) -> Entry:
    """The entry of the latest pass that has a value for the leaf; an empty one if none has."""
    number = _latest(code, passes)
    return Entry() if number is None else passes[number].entry(code)


def _latest(code: str, passes: Mapping[int, Sheet]) -> int | None:
    return max(
        (number for number, sheet in passes.items() if sheet.entry(code).value is not None),
        default=None,
    )
