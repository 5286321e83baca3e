"""Intervals cover the truth at least as often as they say, and change no rank."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Interval
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.bundles.writing import public_bundle
from chalicelib.domain.decimals import rounded
from chalicelib.domain.errors import Invalid
from chalicelib.domain.results.intervals import check_intervals, intervals_of
from chalicelib.domain.results.rankings import rank
from tests.domain.bundles.random_bundles import random_files
from tests.domain.results.made_surveys import made

SURVEYS = 500


def test_true_ranks_are_covered_in_95_of_100_surveys_and_indexes_for_95_of_100_units() -> None:
    chance = random.Random(2024)
    ranks = indexes = units = 0
    for _ in range(SURVEYS):
        survey = made(chance)
        found = intervals_of(survey.bundle)
        every = True
        for unit, true in survey.truth.items():
            interval = found[unit]
            true_rank = 1 + sum(other > true for other in survey.truth.values())
            every &= interval.rank_low <= true_rank <= interval.rank_high
            indexes += interval.index_low <= true <= interval.index_high
            units += 1
        ranks += every
    assert ranks / SURVEYS >= 0.95
    # Three standard errors of a share of 3,000 below the 95% that each unit has by itself.
    assert indexes / units >= 0.938


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_an_interval_holds_what_is_published_and_the_public_bundle_gives_the_same(
    seed: int,
) -> None:
    bundle = read_bundle(random_files(seed))
    found = intervals_of(bundle)
    for index in bundle.round.indexes:
        for entry in rank(bundle, index, "").entries:
            interval = found.get(entry.score.unit.id)
            if interval and entry.index is not None and entry.rank is not None:
                assert interval.index_low <= entry.index <= interval.index_high
                assert interval.rank_low <= entry.rank <= interval.rank_high
                assert rounded(interval.index_low) == interval.index_low
    if bundle.round.min_answers >= 5:
        public = read_bundle(public_bundle(replace(bundle, intervals=found)))
        assert public.intervals == found == intervals_of(public)
        check_intervals(public)


def test_an_interval_that_is_not_what_the_cells_give_is_named() -> None:
    bundle = made(random.Random(3)).bundle
    found = intervals_of(bundle)
    wrong = {**found, "u1": Interval(Fraction(1), Fraction(2), 1, 1)}
    del wrong["u2"]
    with pytest.raises(Invalid) as refused:
        check_intervals(replace(bundle, intervals=wrong))
    assert [problem.at for problem in refused.value.errors] == [
        "intervals.csv:u1",
        "intervals.csv:u2",
    ]
    assert "says 1.00–2.00, rank 1–1, computed again" in refused.value.errors[0].en
    assert "says none, computed again" in refused.value.errors[1].en
