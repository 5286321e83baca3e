"""Rankings: ranks, bands and the summary of an index, as published (contract §4).

Ranks and bands go by the published, rounded index, so that equal figures always share a rank: 1, 2,
2, 4. Means and `above_mean` go by the exact ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Bundle, Interval, Previous, Publication
from chalicelib.domain.decimals import rounded
from chalicelib.domain.results.scoring import (
    EXCLUDED,
    MISSING,
    RANKED,
    UNRANKED,
    UnitScore,
    score_index,
)
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.round import Band

ENGINE = "par-index 0.1.0"
COMPUTED = Publication(0, "computed", None, None, None, ENGINE)
_ORDER = (RANKED, UNRANKED, EXCLUDED, MISSING)


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit in a ranking; `index` is the published one, None if the unit was not scored."""

    score: UnitScore
    rank: int | None
    index: Fraction | None
    band: str | None
    interval: Interval | None
    previous: Previous | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the ranked units: exact mean and extremes, how many are above the mean, and how many are
    in each band, in the round's order.
    """

    mean: Fraction
    highest: Fraction
    lowest: Fraction
    above_mean: int
    bands: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The ranked units of a region and their exact mean."""

    name: str
    units: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of an index, in published order."""

    round: str
    index: Index
    publication: Publication
    inputs_digest: str
    entries: tuple[RankedUnit, ...]
    summary: Summary | None
    regions: tuple[Region, ...]


def rank(bundle: Bundle, index: Index, inputs_digest: str) -> Ranking:
    """The ranking of an index from a round's inputs; `inputs_digest` is sha256 hex (see
    `bundles.files.digest`).
    """
    scores = score_index(bundle, index)
    ranked = [score for score in scores if score.status == RANKED]
    published = sorted((rounded(score.index) for score in ranked), reverse=True)
    entries = [_entry(bundle, score, published) for score in scores]
    entries.sort(
        key=lambda entry: (_ORDER.index(entry.score.status), entry.rank or 0, entry.score.unit.id)
    )
    return Ranking(
        bundle.round.id,
        index,
        bundle.publication.get(index.id, COMPUTED),
        inputs_digest,
        tuple(entries),
        _summary(ranked, bundle.round.bands),
        _regions(ranked),
    )


def band_of(index: Fraction, bands: Iterable[Band]) -> str | None:
    """The highest band whose `from` the published index reaches; None below the lowest."""
    reached = [band for band in bands if band.from_ <= index]
    return max(reached, key=lambda band: band.from_).name if reached else None


def _entry(bundle: Bundle, score: UnitScore, published: Sequence[Fraction]) -> RankedUnit:
    unit = score.unit.id
    index = rounded(score.index) if score.scored else None
    ranked = score.status == RANKED and index is not None
    return RankedUnit(
        score,
        published.index(index) + 1 if ranked and index is not None else None,
        index,
        band_of(index, bundle.round.bands) if ranked and index is not None else None,
        bundle.intervals.get(unit) if score.scored else None,
        bundle.previous.get(unit),
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _summary(ranked: Sequence[UnitScore], bands: Sequence[Band]) -> Summary | None:
    if not ranked:
        return None
    indexes = [score.index for score in ranked]
    mean = _mean(indexes)
    reached = [band_of(rounded(index), bands) for index in indexes]
    return Summary(
        mean,
        max(indexes),
        min(indexes),
        sum(index > mean for index in indexes),
        tuple((band.name, reached.count(band.name)) for band in bands),
    )


def _regions(ranked: Sequence[UnitScore]) -> tuple[Region, ...]:
    """By descending exact mean, then name; a unit without a region belongs to none."""
    indexes: dict[str, list[Fraction]] = defaultdict(list)
    for score in ranked:
        if score.unit.region:
            indexes[score.unit.region].append(score.index)
    regions = (Region(name, len(values), _mean(values)) for name, values in indexes.items())
    return tuple(sorted(regions, key=lambda region: (-region.mean, region.name)))
