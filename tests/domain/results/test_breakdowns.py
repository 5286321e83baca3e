"""Why a unit has its rank: losses, neighbours and what would have changed the rank."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.decimals import rounded
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.results.breakdowns import Breakdown, RankChange, between, break_down
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.rankings import Ranking
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import files, points

TINY = Fraction(1, 10**12)


def published_after(breakdown: Breakdown, points_: Fraction) -> Fraction:
    """The unit's published index with so many points more."""
    score = breakdown.entry.score
    return rounded(replace(score, adjustments=score.adjustments + points_).index)


def other(change: RankChange) -> Fraction:
    return rounded(change.neighbour.score.index)


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_the_points_named_change_the_rank_and_fewer_do_not(seed: int) -> None:
    ranking = compute(random_files(seed))["so"]
    for entry in ranking.entries:
        if entry.rank is None:
            continue
        breakdown = break_down(ranking, entry.score.unit.id)
        if rise := breakdown.rise:
            assert published_after(breakdown, rise.points) > other(rise)
            if other(rise) >= 0:
                assert published_after(breakdown, rise.points - TINY) <= other(rise)
            assert set(rise.leaves) == _enough(breakdown, rise)
        if fall := breakdown.fall:
            assert published_after(breakdown, -fall.points - TINY) < other(fall)
            if other(fall) > 0:
                assert published_after(breakdown, -fall.points) >= other(fall)


def _enough(breakdown: Breakdown, rise: RankChange) -> set[str]:
    """The criteria whose missing points put the unit past the neighbour."""
    return {loss.leaf for loss in breakdown.losses if loss.maximum - loss.points >= rise.points}


def three() -> Ranking:
    """c is first, a second, b third; d is not ranked."""
    units = "unit,index,name_vi,name_en,region,ranked\n" + "".join(
        f"{unit},so,{unit},,,{ranked}\n"
        for unit, ranked in (("a", "yes"), ("b", "yes"), ("c", "yes"), ("d", "no"))
    )
    return compute(files(units=units, appraisals=points(a="50", b="10", c="59", d="60")))["so"]


def test_losses_stand_beside_those_of_the_mean_and_of_the_unit_above() -> None:
    breakdown = break_down(three(), "a")
    assert breakdown.above is not None
    assert breakdown.above.score.unit.id == "c"
    loss = breakdown.losses[0]
    assert (loss.points, loss.maximum, loss.lost) == (Fraction(50), Fraction(60), Fraction(10))
    assert (loss.mean, loss.above) == (Fraction(10 + 50 + 1, 3), Fraction(1))
    assert sum(loss.lost for loss in breakdown.losses) == 100 - 50
    assert breakdown.rise is not None
    assert breakdown.rise.points == Fraction("9.005")
    assert breakdown.rise.leaves == ("1.1", "2.1", "2.2")
    assert breakdown.fall is not None
    assert breakdown.fall.neighbour.score.unit.id == "b"


def test_the_first_has_none_above_and_an_unranked_unit_no_neighbours() -> None:
    ranking = three()
    first, unranked = break_down(ranking, "c"), break_down(ranking, "d")
    assert (first.above, first.against_above, first.rise) == (None, None, None)
    assert (unranked.above, unranked.rise, unranked.fall) == (None, None, None)
    assert unranked.against_mean is not None
    assert unranked.against_mean.exact == 60 - Fraction(119, 3)


def test_units_without_an_index_and_strangers_are_refused() -> None:
    ranking = compute(files(appraisals=points(a="1"), exclusions="unit,reason\na,\n"))["so"]
    with pytest.raises(Conflict, match="a has no index: it is excluded"):
        break_down(ranking, "a")
    with pytest.raises(Conflict, match="b has no index: none of its criteria"):
        between(ranking, "b", "a")
    with pytest.raises(NotFound):
        break_down(ranking, "z")


def test_equal_units_have_the_one_above_both_as_their_neighbour() -> None:
    units = "unit,index,name_vi,name_en,region,ranked\n" + "".join(
        f"{unit},so,{unit},,,yes\n" for unit in "abc"
    )
    ranking = compute(files(units=units, appraisals=points(a="50", b="50", c="60")))["so"]
    for unit in "ab":
        breakdown = break_down(ranking, unit)
        assert breakdown.above is not None
        assert breakdown.above.score.unit.id == "c"
        assert breakdown.fall is None
