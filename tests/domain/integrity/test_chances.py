"""The tails agree with what can be counted out, and of many chances only a stated share is named
wrongly.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.integrity.chances import LEAST_SPREAD, Expected, discoveries, spread_of, tail


@given(st.integers(1, 60), st.integers(0, 60), st.fractions("0.01", "0.99", max_denominator=100))
def test_without_spread_the_tail_is_the_binomial_one(of: int, seen: int, chance: Fraction) -> None:
    exact = sum(
        (comb(of, n) * chance**n * (1 - chance) ** (of - n) for n in range(seen, of + 1)),
        Fraction(0),
    )
    assert isclose(tail(seen, of, float(chance)), float(exact), rel_tol=1e-9, abs_tol=1e-300)


@given(st.integers(1, 40), st.integers(0, 40))
def test_a_chance_that_may_be_anything_makes_every_count_equally_likely(of: int, seen: int) -> None:
    # α = β = 1, the uniform distribution of chances: spread 1/3 around one half.
    assert isclose(
        tail(seen, of, 0.5, 1 / 3), max(0, of - seen + 1) / (of + 1) if seen else 1.0, rel_tol=1e-9
    )


@pytest.mark.parametrize("spread", [0.0, 0.1])
def test_what_is_sure_and_what_cannot_be_are_told_as_that(spread: float) -> None:
    assert [tail(seen, 3, 1.0, spread) for seen in range(5)] == [1.0, 1.0, 1.0, 1.0, 0.0]
    assert [tail(seen, 3, 0.0, spread) for seen in range(5)] == [1.0, 0.0, 0.0, 0.0, 0.0]


@given(st.integers(2, 200), st.floats(0.001, 0.5), st.floats(0, 0.3))
def test_a_tail_falls_and_a_spread_makes_high_counts_likelier(
    of: int, chance: float, spread: float
) -> None:
    tails = [tail(seen, of, chance, spread) for seen in range(of + 2)]
    assert tails[0] == 1
    assert tails[-1] == 0
    assert all(
        later <= earlier * (1 + 1e-9) for earlier, later in zip(tails, tails[1:], strict=False)
    )
    assert tail(of, of, chance, spread) >= tail(of, of, chance) * (1 - 1e-9)


def test_units_that_differ_by_chance_alone_have_the_least_spread_and_others_about_their_own() -> (
    None
):
    rng = Random(5)

    def counts(spread: float) -> list[Expected]:
        size = 1 / spread - 1
        chances = [rng.betavariate(0.2 * size, 0.8 * size) for _ in range(150)]
        return [
            Expected(sum(rng.random() < chance for _ in range(80)), 80, 16) for chance in chances
        ]

    assert spread_of(counts(1e-6)) < 2 * LEAST_SPREAD
    assert 0.08 < spread_of(counts(0.1)) < 0.2


def test_one_bad_unit_does_not_widen_the_spread_of_the_others() -> None:
    honest = [Expected(seen, 100, 5) for seen in (2, 3, 4, 5, 6, 7, 8, 5, 4, 6, 5, 3)]
    assert (
        spread_of([*honest, Expected(60, 100, 5)])
        == spread_of([*honest, Expected(9, 100, 5)])
        == LEAST_SPREAD
    )
    assert spread_of([]) == LEAST_SPREAD


def test_discoveries_are_those_up_to_the_last_chance_under_its_own_share_of_the_rate() -> None:
    # The example of Benjamini and Hochberg (1995), §3.2: four of fifteen at 5 %.
    chances = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert discoveries(dict(enumerate(chances)), 0.05) == {0, 1, 2, 3}
    assert discoveries({}, 0.05) == frozenset()


@given(st.dictionaries(st.integers(), st.floats(0, 1), max_size=30))
def test_nothing_is_discovered_that_is_likelier_than_something_left_out(
    chances: dict[int, float],
) -> None:
    found = discoveries(chances, 0.05)
    left = [chances[name] for name in chances if name not in found]
    assert all(
        chances[name] <= 0.05 and all(chances[name] <= other for other in left) for name in found
    )
