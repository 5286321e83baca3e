"""The statistic against computations of its own."""

from __future__ import annotations

import math
import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appraisal import consistency
from chalicelib.domain.appraisal.consistency import FEWEST, ScoredTwice

AN, BINH, CHI = "an", "binh", "chi"
POINTS = st.fractions(0, 2, max_denominator=8)
PAIRS = st.lists(
    st.builds(
        ScoredTwice,
        st.sampled_from([AN, BINH, CHI]),
        st.sampled_from([AN, BINH, CHI]),
        POINTS,
        POINTS,
        st.sampled_from([Fraction(2), Fraction(5, 2)]),
    ),
    max_size=60,
)


def t_density(at: float, freedom: int) -> float:
    log = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    scale = math.exp(log) / math.sqrt(freedom * math.pi)
    return scale * math.pow(1 + at * at / freedom, -(freedom + 1) / 2)


def t_below(limit: float, freedom: int, steps: int = 4000) -> float:
    """The share of the distribution below a limit, by Simpson's rule."""
    width = limit / steps
    inner = sum((4 if n % 2 else 2) * t_density(n * width, freedom) for n in range(1, steps))
    return 0.5 + (t_density(0, freedom) + inner + t_density(limit, freedom)) * width / 3


@pytest.mark.parametrize("freedom", [*range(1, 31), 40, 50, 60, 70, 80, 90, 100])
def test_every_quantile_of_the_table_leaves_two_and_a_half_percent(freedom: int) -> None:
    value = consistency.quantile(freedom)
    # three decimals: the share changes by at most the density times half of the last one
    room = t_density(float(value), freedom) * 0.0006 + 1e-7
    assert t_below(float(value), freedom) == pytest.approx(0.975, abs=room)


def test_between_two_rows_of_the_table_the_wider_interval_counts() -> None:
    assert consistency.quantile(59) == consistency.quantile(50) > consistency.quantile(60)
    assert consistency.quantile(5000) == consistency.quantile(100) == Decimal("1.984")


@given(st.lists(st.fractions(-1, 1, max_denominator=40), min_size=2, max_size=80))
def test_mean_and_interval_are_those_of_a_paired_t_interval(shares: list[Fraction]) -> None:
    found = consistency.interval_of(shares)
    numbers = [float(each) for each in shares]
    mean = statistics.fmean(numbers)
    half = float(consistency.quantile(len(shares) - 1)) * statistics.stdev(numbers)
    half /= math.sqrt(len(shares))
    assert float(found.mean) == pytest.approx(mean, abs=0.000051)
    assert float(found.low) == pytest.approx(mean - half, abs=0.000051)
    assert float(found.high) == pytest.approx(mean + half, abs=0.000051)


@given(PAIRS)
def test_what_one_of_two_is_above_the_other_is_below_and_nobody_is_compared_with_himself(
    pairs: list[ScoredTwice],
) -> None:
    found = {each.member: each for each in consistency.of_members(pairs)}
    for member in (AN, BINH, CHI):
        shares = [
            sign * (each.first_points - each.second_points) / each.maximum
            for each in pairs
            if each.first != each.second
            for who, sign in ((each.first, 1), (each.second, -1))
            if who == member
        ]
        assert (found[member].pairs if member in found else 0) == len(shares)
        if len(shares) >= FEWEST:
            assert found[member].interval == consistency.interval_of(shares)


def pairs(count: int, first: str = "1", second: str = "0.5") -> list[ScoredTwice]:
    return [ScoredTwice(AN, BINH, Fraction(first), Fraction(second), Fraction(2))] * count


def test_below_the_least_number_of_pairs_nothing_is_told_but_their_number() -> None:
    few = consistency.of_members(pairs(FEWEST - 1))
    assert [(each.member, each.pairs, each.interval) for each in few] == [
        (AN, FEWEST - 1, None),
        (BINH, FEWEST - 1, None),
    ]
    assert all(each.interval for each in consistency.of_members(pairs(FEWEST)))


def test_a_member_who_always_gives_a_quarter_more_is_told_so_exactly() -> None:
    an, binh = consistency.of_members(pairs(12))
    assert an.interval and binh.interval
    assert {an.interval.mean, an.interval.low, an.interval.high} == {Decimal("0.2500")}
    assert binh.interval.mean == Decimal("-0.2500")


def test_no_difference_is_never_shown_as_minus_zero() -> None:
    (an, _) = consistency.of_members(pairs(12, "1", "1"))
    assert an.interval
    assert str(an.interval.mean) == str(an.interval.low) == "0.0000"
