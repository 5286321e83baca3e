"""Contributions: what each criterion gives to a unit's index, so that units with other maxima
compare.

The contribution of a leaf is 100 · points ÷ the unit's own maximum, in points of the index. Those
of all leaves and of the adjustments add up to the exact index (contract §4); nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.decimals import rounded
from chalicelib.domain.results.rankings import RankedUnit
from chalicelib.domain.results.scoring import RANKED, ZERO, UnitScore, percent
from chalicelib.domain.rounds.indexes import Index


@dataclass(frozen=True, slots=True)
class Profile:
    """What an index is made of: the contribution of each leaf that applies, by its code, and of
    the adjustments. `published` is the index as it is published.
    """

    leaves: Mapping[str, Fraction]
    adjustments: Fraction
    published: Fraction

    @property
    def index(self) -> Fraction:
        """The exact index, the sum of all contributions."""
        return sum(self.leaves.values(), self.adjustments)


def profile_of(score: UnitScore) -> Profile:
    """The profile of a unit that was scored."""
    return Profile(
        {code: percent(points, score.maximum) for code, points in score.points.items()},
        percent(score.adjustments, score.maximum),
        rounded(score.index),
    )


def mean_profile(profiles: Sequence[Profile]) -> Profile:
    """The mean of profiles, one at least; a leaf that does not apply to one of them counts 0 there,
    so that the mean of the indexes is the sum of the mean contributions.
    """
    leaves: dict[str, Fraction] = {}
    for profile in profiles:
        for code, contribution in profile.leaves.items():
            leaves[code] = leaves.get(code, ZERO) + contribution
    count = len(profiles)
    means = {code: total / count for code, total in leaves.items()}
    adjustments = sum((profile.adjustments for profile in profiles), ZERO) / count
    return Profile(means, adjustments, rounded(sum(means.values(), adjustments)))


def mean_of_ranked(entries: Sequence[RankedUnit]) -> Profile | None:
    """The mean profile of the ranked units; None if no unit is ranked."""
    ranked = [profile_of(entry.score) for entry in entries if entry.score.status == RANKED]
    return mean_profile(ranked) if ranked else None


def most_of(score: UnitScore, index: Index) -> dict[str, Fraction]:
    """What each applying leaf of the unit contributes with full points, by its code."""
    return {code: percent(index.leaves[code].max, score.maximum) for code in score.points}
