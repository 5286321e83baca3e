"""Consistency: how far each member's points are from those of the others on the same criteria.

For a member and a criterion of a unit that another member scored too, the difference is the
member's points less the other's, as a share of the maximum. Told is the mean of these paired
differences with its 95% interval, mean ± t(0.975; n - 1) · s / √n, s the standard deviation with
n - 1 (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2; for two raters of the same cases:
J. M. Bland, D. G. Altman, The Lancet 327 (1986), 307-310). An interval on one side of zero says
that the member is more generous, or stricter, than those compared with; of twenty members without
any difference one is expected to have such an interval by chance.

Mean and variance are exact; the root and the interval have 28 digits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from chalicelib.domain.t_distribution import quantile

# With fewer pairs nothing is told: the interval of a handful rests on its normal distribution,
# which differences of points, many of them zero, do not have.
FEWEST = 10
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ScoredTwice:
    """The points that two members gave for one criterion of a unit, of `maximum`."""

    first: str
    second: str
    first_points: Fraction
    second_points: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A mean difference and its 95% interval, shares of the maximum with four decimals."""

    mean: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class MemberConsistency:
    """How a member compares with the others over `pairs`; `interval` None: too few pairs."""

    member: str
    pairs: int
    interval: MeanDifference | None


def of_members(scored: Iterable[ScoredTwice]) -> list[MemberConsistency]:
    """Every member who is in a pair, as first or as second, by address."""
    differences: dict[str, list[Fraction]] = defaultdict(list)
    for each in scored:
        if each.maximum > 0 and each.first != each.second:
            share = (each.first_points - each.second_points) / each.maximum
            differences[each.first].append(share)
            differences[each.second].append(-share)
    return [
        MemberConsistency(
            member, len(shares), interval_of(shares) if len(shares) >= FEWEST else None
        )
        for member, shares in sorted(differences.items())
    ]


def interval_of(differences: Sequence[Fraction]) -> MeanDifference:
    """The mean of two or more differences and its interval."""
    count = len(differences)
    mean = sum(differences, Fraction(0)) / count
    variance = sum(((each - mean) ** 2 for each in differences), Fraction(0)) / (count - 1)
    with localcontext() as context:
        context.prec, context.rounding = 28, ROUND_HALF_UP
        half = quantile(count - 1) * _decimal(variance / count).sqrt()
        middle = _decimal(mean)
        return MeanDifference(*(_short(each) for each in (middle, middle - half, middle + half)))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _short(value: Decimal) -> Decimal:
    return value.quantize(_PLACES) + 0  # never -0.0000
