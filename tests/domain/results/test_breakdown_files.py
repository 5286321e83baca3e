"""Breakdowns as JSON: the exact figures add up, and the rounded ones are theirs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.decimals import two
from chalicelib.domain.results.breakdown_files import (
    breakdown_document,
    waterfall_document,
    year_document,
)
from chalicelib.domain.results.breakdowns import between, break_down
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.year_on_year import year_on_year
from tests.domain.bundles.random_bundles import random_files


def check(content: Any) -> None:
    """Every rounded figure is that of the exact one beside it."""
    if isinstance(content, list):
        for item in content:
            check(item)
    elif isinstance(content, dict):
        for name, value in content.items():
            if f"{name}_exact" in content:
                assert two(Fraction(content[f"{name}_exact"])) == value
            check(value)


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_what_is_published_is_the_sum_of_the_exact_parts(seed: int) -> None:
    ranking = compute(random_files(seed))["so"]
    scored = [entry for entry in ranking.entries if entry.score.scored]
    for entry in scored:
        unit = entry.score.unit.id
        told = breakdown_document(break_down(ranking, unit), ranking)
        check(told)
        assert told["unit"]["index"] == two(entry.score.index)
        year = year_on_year(entry, ranking, ranking)
        assert year is not None
        falls = [
            waterfall_document(between(ranking, unit, other.score.unit.id)) for other in scored
        ]
        for fall in [*falls, year_document(year), told["against_mean"], told["against_above"]]:
            if fall is not None:
                check(fall)
                groups = sum(Fraction(group["difference_exact"]) for group in fall["groups"])
                total = groups + Fraction(fall["adjustments_exact"])
                assert total == Fraction(fall["difference_exact"])
                assert total + Fraction(fall["rounding_exact"]) == Fraction(fall["published"])
