"""Why a unit has its rank, from the files of a public bundle alone: as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.breakdown_files import (
    breakdown_document,
    waterfall_document,
    year_document,
)
from chalicelib.domain.results.breakdown_texts import against_text, breakdown_text, year_text
from chalicelib.domain.results.breakdowns import between, break_down, scored_entry
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.rankings import Ranking
from chalicelib.domain.results.year_on_year import year_on_year


@dataclass(frozen=True, slots=True)
class Told:
    """The same twice: lines to read, and a JSON object."""

    text: str
    document: dict[str, Any]


def explain(
    files: Mapping[str, bytes],
    unit: str,
    against: str | None = None,
    before: Mapping[str, bytes] | None = None,
) -> Told:
    """Why `unit` has its rank; with `against` its difference from that unit, with `before`, the
    files of the round before, its difference from then.

    Invalid with the problems of a bundle; NotFound for a unit that is not there or, in
    `against`, not of the same index; Conflict for one without an index.
    """
    ranking = _ranking_of(compute(files), unit)
    breakdown = break_down(ranking, unit)
    texts, document = [breakdown_text(breakdown, ranking)], breakdown_document(breakdown, ranking)
    if against is not None:
        other = scored_entry(ranking, against)
        waterfall = between(ranking, unit, against)
        texts.append(against_text(waterfall, breakdown.entry, other, ranking.index))
        document["against"] = {"unit": against, **waterfall_document(waterfall)}
    if before is not None:
        earlier = compute(before)
        if ranking.index.id not in earlier:
            raise NotFound(
                f"Kỳ trước không có bộ chỉ số {ranking.index.id}.",
                f"The round before has no index {ranking.index.id}.",
            )
        past = earlier[ranking.index.id]
        year = year_on_year(breakdown.entry, ranking, past)
        texts.append(year_text(year, ranking.index, past.index) if year else _NO_YEAR)
        document["against_previous"] = year_document(year) if year else None
    return Told("\n".join(texts), document)


_NO_YEAR = "Năm trước đơn vị không có chỉ số. / The unit had no index the year before.\n"


def _ranking_of(rankings: Mapping[str, Ranking], unit: str) -> Ranking:
    for ranking in rankings.values():
        if any(entry.score.unit.id == unit for entry in ranking.entries):
            return ranking
    raise NotFound(f"Kỳ này không có đơn vị {unit}.", f"This round has no unit {unit}.")
