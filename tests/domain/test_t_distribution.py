"""The distribution against sums of its density."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from chalicelib.domain.t_distribution import quantile, two_sided


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
    value = quantile(freedom)
    # three decimals: the share changes by at most the density times half of the last one
    room = t_density(float(value), freedom) * 0.0006 + 1e-7
    assert t_below(float(value), freedom) == pytest.approx(0.975, abs=room)


def test_between_two_rows_of_the_table_the_wider_interval_counts() -> None:
    assert quantile(59) == quantile(50) > quantile(60)
    assert quantile(5000) == quantile(100) == Decimal("1.984")


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 30, 99, 100])
@pytest.mark.parametrize("value", [0.0, 0.3, 1.7, 4.2, 9.0])
def test_the_series_agree_with_the_density(freedom: int, value: float) -> None:
    expected = 2 * (1 - t_below(value, freedom)) if value else 1.0
    assert two_sided(value, freedom) == pytest.approx(expected, abs=1e-9)


def test_beyond_a_hundred_those_of_a_hundred_count() -> None:
    assert two_sided(2.0, 5000) == two_sided(2.0, 100)
