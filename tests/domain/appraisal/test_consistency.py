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
from chalicelib.domain.t_distribution import quantile

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


@given(st.lists(st.fractions(-1, 1, max_denominator=40), min_size=2, max_size=80))
def test_mean_and_interval_are_those_of_a_paired_t_interval(shares: list[Fraction]) -> None:
    found = consistency.interval_of(shares)
    numbers = [float(each) for each in shares]
    mean = statistics.fmean(numbers)
    half = float(quantile(len(shares) - 1)) * statistics.stdev(numbers)
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
