"""Contributions add up to the index, each unit's own and the mean."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.decimals import rounded
from chalicelib.domain.results.contributions import (
    mean_of_ranked,
    mean_profile,
    most_of,
    profile_of,
)
from chalicelib.domain.results.publications import compute
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import files, points


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_contributions_add_up_to_the_index_and_their_means_to_the_mean(seed: int) -> None:
    ranking = compute(random_files(seed))["so"]
    for entry in ranking.entries:
        if entry.score.scored:
            profile = profile_of(entry.score)
            assert profile.index == entry.score.index
            assert profile.published == entry.index
            assert all(
                0 <= profile.leaves[code] <= most
                for code, most in most_of(entry.score, ranking.index).items()
            )
    mean = mean_of_ranked(ranking.entries)
    assert (mean is None) == (ranking.summary is None)
    if mean and ranking.summary:
        assert mean.index == ranking.summary.mean
        assert mean.published == rounded(ranking.summary.mean)


def test_a_contribution_is_of_the_units_own_maximum() -> None:
    given_ = files(
        appraisals=points(a="30", b="30"), not_applicable="unit,leaf,reason\na,2.1,\na,2.2,\n"
    )
    profiles = {
        entry.score.unit.id: profile_of(entry.score) for entry in compute(given_)["so"].entries
    }
    assert profiles["a"].leaves == {"1.1": Fraction(50)}
    assert profiles["b"].leaves == {"1.1": Fraction(30), "2.1": 0, "2.2": 0}
    mean = mean_profile(list(profiles.values()))
    assert mean.leaves == {"1.1": Fraction(40), "2.1": 0, "2.2": 0}
