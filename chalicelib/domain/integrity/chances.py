"""Chances: how likely a count is by chance alone, and which of many counts are unusual.

Probabilities are floats; no score is made of them. Each function names its source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import TypeVar

Name = TypeVar("Name")

# The largest tenth of the others' departures is cut to the next one, so that one bad unit does not
# hide another. That leaves 0.74 of a normal spread; times 1.5 favours the accused, also where
# spreads are skewed.
_CUT, _MAKE_UP = 10, 1.5
# The least spread that is assumed, as the correlation of two answers about one unit: no two units
# are alike.
LEAST_SPREAD = 0.01
_NEGLIGIBLE = 1e-12
# Below this spread the binomial is used: the logarithms of the beta-binomial lose their digits.
_NO_SPREAD = 1e-6


@dataclass(frozen=True, slots=True)
class Expected:
    """How many of `of` answers were seen, and how many are expected by chance."""

    seen: int
    of: int
    expected: float

    @property
    def chance(self) -> float:
        """The expected share, kept away from 0 and 1, which would make a count impossible."""
        return min(max(self.expected / self.of, 1e-9), 1 - 1e-9)


def tail(seen: int, of: int, chance: float, spread: float = 0.0) -> float:
    """P(K ≥ `seen`) of `of` answers, each with `chance`, any two of them correlated by `spread`.

    Spread 0 is the binomial; else the beta-binomial (Skellam, 1948, J. R. Stat. Soc. B 10:257–261)
    with α + β = 1/spread − 1: the chance itself differs from unit to unit.
    """
    if seen <= 0 or (chance >= 1 and seen <= of):
        return 1.0
    if seen > of or chance <= 0:
        return 0.0
    spread = spread if spread > _NO_SPREAD else 0.0
    term = exp(_log_probability(seen, of, chance, spread))
    total = 0.0
    for count in range(seen, of + 1):
        total += term
        if term < total * _NEGLIGIBLE and count > of * chance:
            break
        term *= _ratio(count, of, chance, spread)
    return min(total, 1.0)


def _log_probability(count: int, of: int, chance: float, spread: float) -> float:
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    if not spread:
        return ways + count * log(chance) + (of - count) * log(1 - chance)
    alpha, beta = _shapes(chance, spread)
    return ways + _log_beta(count + alpha, of - count + beta) - _log_beta(alpha, beta)


def _ratio(count: int, of: int, chance: float, spread: float) -> float:
    """P(count + 1) ÷ P(count)."""
    if count == of:
        return 0.0
    ways = (of - count) / (count + 1)
    if not spread:
        return ways * chance / (1 - chance)
    alpha, beta = _shapes(chance, spread)
    return ways * (count + alpha) / (of - count - 1 + beta)


def _shapes(chance: float, spread: float) -> tuple[float, float]:
    size = 1 / spread - 1
    return chance * size, (1 - chance) * size


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def spread_of(others: Sequence[Expected]) -> float:
    """How far honest units differ beyond chance, from the other units: the correlation of two
    answers about one unit.

    By moments of the squared departures, the largest tenth of them winsorised, as for
    health-care units in Spiegelhalter (2005), Qual. Saf. Health Care 14:347–351. At least
    LEAST_SPREAD.
    """
    departures = sorted((_squared(other), other.of) for other in others if other.of > 1)
    if not departures:
        return LEAST_SPREAD
    kept = len(departures) - max(1, len(departures) // _CUT)
    highest = departures[max(kept - 1, 0)][0]
    beyond = sum(min(square, highest) * _MAKE_UP - 1 for square, _ in departures)
    spread = beyond / sum(of - 1 for _, of in departures)
    return min(max(spread, LEAST_SPREAD), 0.9)


def _squared(count: Expected) -> float:
    """The squared departure over the binomial variance; on average 1 by chance alone."""
    return (count.seen - count.expected) ** 2 / (count.of * count.chance * (1 - count.chance))


def discoveries(chances: Mapping[Name, float], rate: float) -> frozenset[Name]:
    """The names whose chance is unusual among all of `chances`; a share of at most `rate` of them
    is expected to be false.

    Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289–300; under positive dependence
    Benjamini and Yekutieli (2001), Ann. Stat. 29:1165–1188. If all are by
    chance alone, the probability that any is found is `rate`.
    """
    ordered = sorted(chances.items(), key=lambda item: item[1])
    last = max(
        (
            place
            for place, (_, chance) in enumerate(ordered, 1)
            if chance <= rate * place / len(ordered)
        ),
        default=0,
    )
    return frozenset(name for name, _ in ordered[:last])
