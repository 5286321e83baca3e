"""Breakdowns: why a unit has its rank. Where its points were lost, against the mean and against the
unit one rank above, and what would have changed the rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.decimals import hundredths
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.results.contributions import mean_of_ranked, most_of, profile_of
from chalicelib.domain.results.rankings import RankedUnit, Ranking
from chalicelib.domain.results.scoring import EXCLUDED, MISSING
from chalicelib.domain.results.waterfalls import Waterfall, same_criteria, waterfall

# Why a unit has no index, by its status (contract §4).
_UNSCORED = {
    EXCLUDED: ("bị loại khỏi đánh giá", "it is excluded"),
    MISSING: ("chưa tiêu chí nào được thẩm định", "none of its criteria was appraised"),
}
_HALF = Fraction(1, 200)


@dataclass(frozen=True, slots=True)
class Loss:
    """A criterion that applies to the unit: its points of the `maximum`, and what was lost of the
    index there, all exact. `mean` and `above` are what the mean of the ranked units and the unit
    one rank above lost there, in points of the index; None where there is none, or the criterion
    does not apply to it.
    """

    leaf: str
    points: Fraction
    maximum: Fraction
    lost: Fraction
    mean: Fraction | None
    above: Fraction | None


@dataclass(frozen=True, slots=True)
class RankChange:
    """What would have put the unit past a neighbour: `points` of its own maximum more (the
    `neighbour` is above), or anything beyond `points` less (below). `leaves` are the criteria that
    could have done it alone: where it lost as many, or has more to lose.
    """

    neighbour: RankedUnit
    points: Fraction
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Why a scored unit has its rank; `above` is the unit one rank above, None for the first and
    for a unit that is not ranked.
    """

    entry: RankedUnit
    losses: tuple[Loss, ...]
    above: RankedUnit | None
    against_mean: Waterfall | None
    against_above: Waterfall | None
    rise: RankChange | None
    fall: RankChange | None


def scored_entry(ranking: Ranking, unit: str) -> RankedUnit:
    """The entry of a unit that was scored. NotFound if it is not of this index, Conflict if it was
    not scored.
    """
    for entry in ranking.entries:
        if entry.score.unit.id == unit:
            if entry.score.scored:
                return entry
            vi, en = _UNSCORED[entry.score.status]
            raise Conflict(
                f"Đơn vị {unit} không có chỉ số: {vi}.", f"The unit {unit} has no index: {en}."
            )
    raise NotFound(
        f"Bộ chỉ số {ranking.index.id} không có đơn vị {unit}.",
        f"The index {ranking.index.id} has no unit {unit}.",
    )


def break_down(ranking: Ranking, unit: str) -> Breakdown:
    """The breakdown of a unit; errors as `scored_entry`."""
    entry = scored_entry(ranking, unit)
    above, below = _neighbours(ranking.entries, entry)
    mean, profile = mean_of_ranked(ranking.entries), profile_of(entry.score)
    criteria = same_criteria(ranking.index)
    return Breakdown(
        entry,
        _losses(ranking, entry, above),
        above,
        waterfall(profile, mean, criteria) if mean else None,
        waterfall(profile, profile_of(above.score), criteria) if above else None,
        _rise(ranking, entry, above) if above and entry.score.maximum else None,
        _fall(entry, below) if below and entry.score.maximum else None,
    )


def between(ranking: Ranking, unit: str, other: str) -> Waterfall:
    """The difference of the indexes of two units; errors as `scored_entry`."""
    one, two = scored_entry(ranking, unit), scored_entry(ranking, other)
    return waterfall(profile_of(one.score), profile_of(two.score), same_criteria(ranking.index))


def _neighbours(
    entries: Sequence[RankedUnit], entry: RankedUnit
) -> tuple[RankedUnit | None, RankedUnit | None]:
    """The nearest units of a better and of a worse rank, in published order."""
    if entry.rank is None:
        return None, None
    ranked = [known for known in entries if known.rank is not None]
    better = [known for known in ranked if (known.rank or 0) < entry.rank]
    worse = [known for known in ranked if (known.rank or 0) > entry.rank]
    return better[-1] if better else None, worse[0] if worse else None


def _lost(entry: RankedUnit, ranking: Ranking) -> dict[str, Fraction]:
    """What the unit lost of its index at each criterion that applies, by code."""
    most, given = most_of(entry.score, ranking.index), profile_of(entry.score).leaves
    return {code: most[code] - given[code] for code in most}


def _losses(ranking: Ranking, entry: RankedUnit, above: RankedUnit | None) -> tuple[Loss, ...]:
    lost = _lost(entry, ranking)
    higher = _lost(above, ranking) if above else {}
    means = _mean_losses(ranking)
    return tuple(
        Loss(
            code,
            entry.score.points[code],
            ranking.index.leaves[code].max,
            lost[code],
            means.get(code),
            higher.get(code),
        )
        for code in lost
    )


def _mean_losses(ranking: Ranking) -> dict[str, Fraction]:
    """The mean loss at each criterion over the ranked units that it applies to."""
    losses: dict[str, list[Fraction]] = {}
    for entry in ranking.entries:
        if entry.rank is not None:
            for code, lost in _lost(entry, ranking).items():
                losses.setdefault(code, []).append(lost)
    return {code: sum(values, Fraction(0)) / len(values) for code, values in losses.items()}


def _rise(ranking: Ranking, entry: RankedUnit, above: RankedUnit) -> RankChange:
    """Enough to be published a hundredth above the unit above."""
    goal = Fraction(hundredths(above.score.index) + 1, 100)
    # Half a hundredth less is rounded up to it, unless it is below zero.
    needed = (goal - _HALF if goal > 0 else goal) - entry.score.index
    lost = _lost(entry, ranking)
    return _change(entry, above, needed, [code for code in lost if lost[code] >= needed])


def _fall(entry: RankedUnit, below: RankedUnit) -> RankChange:
    """More than is needed to be published a hundredth below the unit below, by any amount."""
    needed = entry.score.index - (Fraction(hundredths(below.score.index) - 1, 100) + _HALF)
    given = profile_of(entry.score).leaves
    return _change(entry, below, needed, [code for code in given if given[code] > needed])


def _change(
    entry: RankedUnit, neighbour: RankedUnit, needed: Fraction, leaves: Sequence[str]
) -> RankChange:
    return RankChange(neighbour, needed * entry.score.maximum / 100, tuple(leaves))
