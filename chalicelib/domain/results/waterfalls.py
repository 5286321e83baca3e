"""Waterfalls: the difference of two indexes, criterion by criterion, that adds up exactly.

The steps are differences of contributions (`results.contributions`), in points of the index. Their
sum is the difference of the exact indexes; what the rounding of the two published figures adds to
that is a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.results.contributions import Profile
from chalicelib.domain.results.scoring import ZERO
from chalicelib.domain.rounds.indexes import Index

# Groups of criteria that are no area: what cannot be compared, and what was given by hand.
NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Match:
    """Criteria of one index and those of another that they are compared with, by code; either may
    be none. `changes` says why they do not compare: see `year_on_year`.
    """

    area: str
    codes: tuple[str, ...]
    others: tuple[str, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What matched criteria contribute to the one index and to the other; None where none of them
    applies.
    """

    match: Match
    one: Fraction | None
    other: Fraction | None

    @property
    def difference(self) -> Fraction:
        """One less the other; what does not apply contributes nothing."""
        return (self.one or ZERO) - (self.other or ZERO)


@dataclass(frozen=True, slots=True)
class AreaSteps:
    """The steps of an area, or of NOT_COMPARABLE, in the order of the index."""

    code: str
    steps: tuple[Step, ...]

    @property
    def difference(self) -> Fraction:
        """The sum of its steps."""
        return sum((step.difference for step in self.steps), ZERO)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the other index to the one: groups of steps, adjustments, and the rounding of the
    published figures.
    """

    one: Profile
    other: Profile
    groups: tuple[AreaSteps, ...]

    @property
    def adjustments(self) -> Fraction:
        """The difference of what adjustments contribute."""
        return self.one.adjustments - self.other.adjustments

    @property
    def exact(self) -> Fraction:
        """The difference of the exact indexes, the sum of all groups and the adjustments."""
        return sum((group.difference for group in self.groups), self.adjustments)

    @property
    def published(self) -> Fraction:
        """The difference of the published indexes."""
        return self.one.published - self.other.published

    @property
    def rounding(self) -> Fraction:
        """What rounding the two published figures adds to the exact difference."""
        return self.published - self.exact


def same_criteria(index: Index) -> tuple[Match, ...]:
    """Each leaf of the index matched with itself."""
    return tuple(
        Match(area.code, (leaf.code,), (leaf.code,)) for area in index.areas for leaf in area.leaves
    )


def waterfall(one: Profile, other: Profile, matches: Iterable[Match]) -> Waterfall:
    """The waterfall between two profiles. Every leaf of both is in exactly one match."""
    groups: dict[str, list[Step]] = {}
    for match in matches:
        step = Step(match, _sum(one.leaves, match.codes), _sum(other.leaves, match.others))
        groups.setdefault(NOT_COMPARABLE if match.changes else match.area, []).append(step)
    apart = groups.pop(NOT_COMPARABLE, None)
    found = [AreaSteps(code, tuple(steps)) for code, steps in groups.items()]
    if apart:
        found.append(AreaSteps(NOT_COMPARABLE, tuple(apart)))
    return Waterfall(one, other, tuple(found))


def _sum(leaves: Mapping[str, Fraction], codes: Iterable[str]) -> Fraction | None:
    given = [leaves[code] for code in codes if code in leaves]
    return sum(given, ZERO) if given else None
