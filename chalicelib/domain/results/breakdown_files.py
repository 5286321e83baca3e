"""Breakdowns and waterfalls as JSON: every figure rounded to two decimals, and exact beside it.

An exact figure is a text such as `3`, `-2/5` or `29/31`; the steps of a waterfall, its adjustments
and its rounding add up to the published difference in them, never in the rounded ones.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from chalicelib.domain.decimals import two
from chalicelib.domain.results.breakdowns import Breakdown, Loss, RankChange
from chalicelib.domain.results.rankings import RankedUnit, Ranking
from chalicelib.domain.results.waterfalls import AreaSteps, Step, Waterfall
from chalicelib.domain.results.year_on_year import YearOnYear


def breakdown_document(breakdown: Breakdown, ranking: Ranking) -> dict[str, Any]:
    """Why a unit has its rank, as JSON; what does not apply is null."""
    return {
        "round": ranking.round,
        "index": ranking.index.id,
        "inputs_digest": f"sha256:{ranking.inputs_digest}",
        "unit": _unit(breakdown.entry),
        "losses": [_loss(loss) for loss in breakdown.losses],
        "above": _unit(breakdown.above) if breakdown.above else None,
        "against_mean": _optional(breakdown.against_mean),
        "against_above": _optional(breakdown.against_above),
        "rise": _change(breakdown.rise),
        "fall": _change(breakdown.fall),
    }


def waterfall_document(waterfall: Waterfall) -> dict[str, Any]:
    """A waterfall as JSON."""
    return {
        "published": two(waterfall.published),
        **_figure("difference", waterfall.exact),
        **_figure("rounding", waterfall.rounding),
        **_figure("adjustments", waterfall.adjustments),
        "groups": [_group(group) for group in waterfall.groups],
    }


def year_document(year: YearOnYear) -> dict[str, Any]:
    """A unit against the year before, as JSON."""
    return {
        "units": [_unit(entry) for entry in year.before],
        "reorganised": year.reorganised,
        **waterfall_document(year.waterfall),
    }


def _figure(name: str, value: Fraction) -> dict[str, str]:
    return {name: two(value), f"{name}_exact": str(value)}


def _optional(waterfall: Waterfall | None) -> dict[str, Any] | None:
    return waterfall_document(waterfall) if waterfall else None


def _unit(entry: RankedUnit) -> dict[str, Any]:
    score = entry.score
    return {
        "unit": score.unit.id,
        "name": score.unit.name.as_json(),
        "rank": entry.rank,
        **_figure("index", score.index),
        **_figure("maximum", score.maximum),
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "leaf": loss.leaf,
        **_figure("points", loss.points),
        **_figure("maximum", loss.maximum),
        **_figure("lost", loss.lost),
        "mean_lost": None if loss.mean is None else two(loss.mean),
        "above_lost": None if loss.above is None else two(loss.above),
    }


def _group(group: AreaSteps) -> dict[str, Any]:
    return {
        "code": group.code,
        **_figure("difference", group.difference),
        "steps": [_step(step) for step in group.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "leaves": list(step.match.codes),
        "against": list(step.match.others),
        "changes": list(step.match.changes),
        "one": None if step.one is None else two(step.one),
        "other": None if step.other is None else two(step.other),
        **_figure("difference", step.difference),
    }


def _change(change: RankChange | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "past": _unit(change.neighbour),
        **_figure("points", change.points),
        "leaves": list(change.leaves),
    }
