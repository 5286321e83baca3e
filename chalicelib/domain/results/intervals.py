"""Intervals: the range of each ranked unit's index and rank that the survey leaves open.

The interval of an index is 95% for the unit by itself, with Student's t; that of a rank holds for
all units of the index at once (`rank_ranges`). A unit whose survey counts nothing yet, or rests on
a single answer, has none. Everything comes from the public cells, and no chance is in it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Bundle, Interval, cells_of
from chalicelib.domain.decimals import rounded, two
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.results.rank_ranges import Estimate, rank_ranges
from chalicelib.domain.results.scoring import RANKED, UnitScore, score_index
from chalicelib.domain.results.survey_errors import SurveyError, decimal, survey_error
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.t_distribution import quantile

DIGITS = 40
_CENT = Decimal("0.01")


def intervals_of(bundle: Bundle) -> dict[str, Interval]:
    """The intervals of the ranked units of every index, by unit, from the cells alone."""
    found: dict[str, Interval] = {}
    for index in bundle.round.indexes:
        found |= _of_index(bundle, index)
    return found


def _of_index(bundle: Bundle, index: Index) -> dict[str, Interval]:
    cells = cells_of(bundle, index)
    ranked = [score for score in score_index(bundle, index) if score.status == RANKED]
    with localcontext() as context:
        context.prec = DIGITS
        errors = {score.unit.id: survey_error(bundle, index, score, cells) for score in ranked}
        ranges = rank_ranges(
            [Estimate(score.unit.id, score.index, errors[score.unit.id]) for score in ranked]
        )
        return {
            score.unit.id: Interval(*index_interval(score, error), *ranges[score.unit.id])
            for score in ranked
            if (error := errors[score.unit.id])
        }


def index_interval(score: UnitScore, error: SurveyError) -> tuple[Fraction, Fraction]:
    """The interval of the published index, rounded outwards to two decimals, and never beyond what
    the survey could give.
    """
    published = rounded(score.index)
    deviation = error.variance.sqrt()
    if not deviation:
        return published, published
    half = quantile(error.freedom) * deviation
    middle = decimal(score.index)
    low = max(middle - half, decimal(error.low)).quantize(_CENT, ROUND_FLOOR)
    high = min(middle + half, decimal(error.high)).quantize(_CENT, ROUND_CEILING)
    return min(Fraction(low), published), max(Fraction(high), published)


def check_intervals(bundle: Bundle) -> None:
    """Compare the bundle's intervals with those that its other files give; Invalid with each unit
    whose differ.
    """
    given, computed = bundle.intervals, intervals_of(bundle)
    units = sorted({*given, *computed})
    if problems := [
        Problem(
            f"intervals.csv:{unit}",
            f"ghi {_words(given.get(unit), 0)}, tính lại là {_words(computed.get(unit), 0)}",
            f"says {_words(given.get(unit), 1)}, computed again {_words(computed.get(unit), 1)}",
            "other_interval",
        )
        for unit in units
        if given.get(unit) != computed.get(unit)
    ]:
        raise Invalid(errors=problems)


def _words(interval: Interval | None, language: int) -> str:
    if interval is None:
        return ("không có", "none")[language]
    low, high = two(interval.index_low), two(interval.index_high)
    rank = ("hạng", "rank")[language]
    return f"{low}–{high}, {rank} {interval.rank_low}–{interval.rank_high}"
