"""Waterfalls between two units add up exactly, for every pair."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.decimals import rounded
from chalicelib.domain.results.contributions import profile_of
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.rankings import Ranking
from chalicelib.domain.results.waterfalls import same_criteria, waterfall
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import example, files, points
from tests.domain.results.demo_rounds import ROUNDS, rankings


def add_up(ranking: Ranking) -> int:
    """Check the waterfall of every pair of scored units; how many there were."""
    scored = [entry.score for entry in ranking.entries if entry.score.scored]
    profiles = [(score, profile_of(score)) for score in scored]
    criteria = same_criteria(ranking.index)
    count = 0
    for (score, one), (against, other) in permutations(profiles, 2):
        fall = waterfall(one, other, criteria)
        steps = sum((step.difference for group in fall.groups for step in group.steps), Fraction(0))
        assert steps + fall.adjustments == score.index - against.index
        assert steps + fall.adjustments + fall.rounding == fall.published
        assert fall.published == rounded(score.index) - rounded(against.index)
        assert abs(fall.rounding) <= Fraction(1, 100)
        count += 1
    return count


@pytest.mark.parametrize("name", ROUNDS)
def test_every_pair_of_a_demo_round_adds_up(name: str) -> None:
    sizes = [len(ranking.entries) for ranking in rankings(name)]
    assert [add_up(ranking) for ranking in rankings(name)] == [size * (size - 1) for size in sizes]


@pytest.mark.parametrize("name", ["mixed", "tied", "small-groups"])
def test_every_pair_of_an_example_adds_up(name: str) -> None:
    assert sum(add_up(ranking) for ranking in compute(example(name)).values()) > 0


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_every_pair_of_a_random_bundle_adds_up(seed: int) -> None:
    add_up(compute(random_files(seed))["so"])


def test_steps_stand_in_their_areas_and_adjustments_and_rounding_apart() -> None:
    given_ = files(
        appraisals=points(a="30", b="20"),
        external='unit,leaf,value\na,2.2,"{""percent"": ""33.333""}"\n',
        not_applicable="unit,leaf,reason\nb,2.2,\n",
        adjustments="unit,points,reason\nb,1,\n",
    )
    entries = {entry.score.unit.id: entry.score for entry in compute(given_)["so"].entries}
    ranking = compute(given_)["so"]
    fall = waterfall(
        profile_of(entries["a"]), profile_of(entries["b"]), same_criteria(ranking.index)
    )
    assert [(group.code, group.difference) for group in fall.groups] == [
        ("1", 30 - Fraction(200, 9)),
        ("2", Fraction(33333, 10000)),
    ]
    survey, external = fall.groups[1].steps
    assert (survey.one, survey.other) == (Fraction(0), Fraction(0))
    assert (external.one, external.other) == (Fraction(33333, 10000), None)
    assert fall.adjustments == -Fraction(10, 9)
    assert fall.published == Fraction("33.33") - Fraction("23.33")
    assert fall.rounding == fall.published - (Fraction("33.3333") - Fraction(70, 3))
