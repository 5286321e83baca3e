"""The published files of a ranking: ranking.json and ranking.csv, to the byte (contract §4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.decimals import two
from chalicelib.domain.reading.csv_tables import write_rows
from chalicelib.domain.results.rankings import RankedUnit, Ranking

SCHEMA = "/public/v1/schemas/ranking.json"
PARTS = ("total", "appraised", "survey", "external", "adjustments")
COLUMNS = (
    "rank",
    "unit",
    "name_vi",
    "name_en",
    "region",
    "status",
    "index",
    "band",
    *PARTS,
    "maximum",
)


def to_json(ranking: Ranking) -> bytes:
    """UTF-8, keys in the contract's order, indent 1, non-ASCII as is, final newline."""
    return to_text(as_document(ranking))


def to_text(document: Mapping[str, Any]) -> bytes:
    """The bytes of a ranking.json."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_document(ranking: Ranking) -> dict[str, Any]:
    """The ranking as JSON. Every figure is a string with two decimals, rounded once from its exact
    value.
    """
    publication, index = ranking.publication, ranking.index
    return {
        "schema": SCHEMA,
        "version": publication.version,
        "status": publication.status,
        "round": ranking.round,
        "index": index.id,
        "illustrative": index.illustrative,
        "published_at": publication.published_at,
        "reason": publication.reason,
        "supersedes": publication.supersedes,
        "inputs_digest": f"sha256:{ranking.inputs_digest}",
        "engine": publication.engine,
        "maximum": two(index.max),
        "units": [_unit(entry) for entry in ranking.entries],
        "summary": _summary(ranking),
        "regions": [
            {"region": region.name, "units": region.units, "mean": two(region.mean)}
            for region in ranking.regions
        ],
    }


def to_csv(ranking: Ranking) -> bytes:
    """One row a unit in published order; UTF-8, LF; what is null in JSON is an empty cell."""
    return write_rows([COLUMNS, *(_row(_unit(entry)) for entry in ranking.entries)])


def _unit(entry: RankedUnit) -> dict[str, Any]:
    score = entry.score
    return {
        "unit": score.unit.id,
        "name": score.unit.name.as_json(),
        "region": score.unit.region,
        "status": score.status,
        "rank": entry.rank,
        "index": None if entry.index is None else two(entry.index),
        "band": entry.band,
        "maximum": two(score.maximum) if score.scored else None,
        "reason": score.reason,
        "points": _points(entry) if score.scored else None,
        "areas": (
            [
                {
                    "code": area.code,
                    "points": two(area.points),
                    "maximum": two(area.maximum),
                    "index": two(area.index),
                }
                for area in score.areas
            ]
            if score.scored
            else []
        ),
        "survey": {"invited": score.invited, "answered": score.answered, "voided": score.voided},
        "interval": _interval(entry),
        "previous": _previous(entry),
    }


def _points(entry: RankedUnit) -> dict[str, str]:
    return {part: two(getattr(entry.score, part)) for part in PARTS}


def _interval(entry: RankedUnit) -> dict[str, Any] | None:
    if entry.interval is None:
        return None
    low, high = entry.interval.index_low, entry.interval.index_high
    return {
        "index": [two(low), two(high)],
        "rank": [entry.interval.rank_low, entry.interval.rank_high],
    }


def _previous(entry: RankedUnit) -> dict[str, Any] | None:
    if entry.previous is None:
        return None
    change = None if entry.index is None else two(entry.index - entry.previous.index)
    return {"index": two(entry.previous.index), "rank": entry.previous.rank, "change": change}


def _summary(ranking: Ranking) -> dict[str, Any] | None:
    summary = ranking.summary
    if summary is None:
        return None
    return {
        "mean": two(summary.mean),
        "max": two(summary.highest),
        "min": two(summary.lowest),
        "above_mean": summary.above_mean,
        "bands": dict(summary.bands),
    }


def _row(unit: Mapping[str, Any]) -> list[Any]:
    points = unit["points"] or dict.fromkeys(PARTS)
    flat = {**unit, **points, "name_vi": unit["name"]["vi"], "name_en": unit["name"]["en"]}
    return [flat[column] for column in COLUMNS]
