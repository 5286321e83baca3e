"""Which ranks a unit may have."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from chalicelib.domain.results.rank_ranges import Estimate, certain_pairs, rank_ranges
from chalicelib.domain.results.survey_errors import GroupError, SurveyError


def unit(name: str, index: str, deviation: str | None = "0", freedom: int = 60) -> Estimate:
    if deviation is None:
        return Estimate(name, Fraction(index), None)
    groups = (GroupError(Decimal(deviation), freedom),) if Decimal(deviation) else ()
    return Estimate(name, Fraction(index), SurveyError(groups, Fraction(0), Fraction(100)))


def test_without_anything_open_ranges_are_the_ranks_and_equals_share_theirs() -> None:
    units = [unit("a", "80"), unit("b", "90.001"), unit("c", "90.004"), unit("d", "70")]
    assert rank_ranges(units) == {"b": (1, 2), "c": (1, 2), "a": (3, 3), "d": (4, 4)}


def test_a_unit_of_which_nothing_is_known_may_have_any_rank_and_widens_the_others() -> None:
    units = [unit("a", "80"), unit("b", "90"), unit("c", "85", None)]
    assert rank_ranges(units) == {"a": (2, 3), "b": (1, 2), "c": (1, 3)}


def test_two_units_part_at_the_quantile_of_their_difference() -> None:
    # t(0.975; 60) = 2.000: one open pair is tested at 5%.
    apart = [unit("a", "82.02", "1"), unit("b", "80")]
    assert certain_pairs(apart) == [(0, 1)]
    assert certain_pairs([unit("a", "81.98", "1"), unit("b", "80")]) == []
    # Freedoms add up: 1² + 1² over 60 each are 120, which count as 100, t(0.975; 100) = 1.984.
    both = [unit("a", "80", "1"), unit("b", "82.82", "1")]
    assert certain_pairs(both) == [(1, 0)]
    assert certain_pairs([unit("a", "80", "1"), unit("b", "82.78", "1")]) == []


def test_many_pairs_are_tested_one_after_the_other_at_a_growing_level() -> None:
    # t(1 - 0.05/4; 60) = 2.299 for the farther of two open pairs, t(0.975; 60) = 2.000 then.
    def certain(far: str, near: str) -> list[tuple[int, int]]:
        return sorted(certain_pairs([unit("a", far), unit("b", near), unit("c", "80", "1")]))

    assert certain("82.31", "82.01") == [(0, 1), (0, 2), (1, 2)]
    assert certain("82.31", "81.99") == [(0, 1), (0, 2)]
    assert certain("82.29", "82.01") == [(0, 1)]
