"""Rank ranges: which ranks a unit may have, for all units of an index at once.

Every two units are compared; of each pair is said which is better only where the difference is
certain enough that with 95% no pair at all is said wrongly (S. Holm, Scand. J. Stat. 6 (1979),
65-70, over two-sided t tests). A unit then ranks behind all that are certainly better and before
all that are certainly worse (M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, Inference for
Ranks with Applications to Mobility across Neighbourhoods and Academic Achievement across Countries,
Review of Economic Studies 91 (2024), 476-518, theorem 3.3). They find critical values by
resampling; Holm's need none, so that the published range has no chance in it, and are a little
wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from chalicelib.domain.decimals import hundredths
from chalicelib.domain.results.survey_errors import SurveyError, freedom_of
from chalicelib.domain.t_distribution import two_sided

WRONG = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """A unit's exact index, and what is left open about it; None if that is not known."""

    unit: str
    index: Fraction
    error: SurveyError | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """The same as numbers that compare fast; `cents` is the published index in hundredths."""

    cents: int
    index: float
    variance: float
    spread: float


def rank_ranges(estimates: Sequence[Estimate]) -> dict[str, tuple[int, int]]:
    """The best and the worst rank that each unit may have, among these units."""
    better, worse = [0] * len(estimates), [0] * len(estimates)
    for high, low in certain_pairs(estimates):
        worse[high] += 1
        better[low] += 1
    return {
        estimate.unit: (1 + better[place], len(estimates) - worse[place])
        for place, estimate in enumerate(estimates)
    }


def certain_pairs(estimates: Sequence[Estimate]) -> list[tuple[int, int]]:
    """The pairs of places (better, worse) that can be told apart; equal published indexes never."""
    known = {
        place: _Figure(
            hundredths(each.index),
            float(each.index),
            float(each.error.variance),
            float(each.error.spread),
        )
        for place, each in enumerate(estimates)
        if each.error
    }
    certain: list[tuple[float, int, int]] = []
    open_: list[tuple[float, int, int]] = []
    for one, other in combinations(known, 2):
        high, low = (one, other) if known[one].index > known[other].index else (other, one)
        chance = _chance(known[high], known[low])
        (certain if chance is None else open_).append((chance or 0.0, high, low))
    open_.sort()
    for place, (chance, high, low) in enumerate(open_):
        if chance > WRONG / (len(open_) - place):
            break
        certain.append((chance, high, low))
    return [(high, low) for _, high, low in certain if known[high].cents > known[low].cents]


def _chance(one: _Figure, other: _Figure) -> float | None:
    """How likely so large a difference is between equal units; None if nothing is left open."""
    variance = one.variance + other.variance
    if not variance:
        return None
    freedom = freedom_of(variance, one.spread + other.spread)
    return two_sided(abs(one.index - other.index) / sqrt(variance), freedom)
