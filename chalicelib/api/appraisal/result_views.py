"""Releases and released results as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.api.views import text
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from fractions import Fraction

    from chalicelib.actions.appraisal.releasing import ReleasesOverview
    from chalicelib.actions.appraisal.showing_results import UnitResult
    from chalicelib.actions.places import Place
    from chalicelib.domain.appraisal.unit_results import ResultLine
    from chalicelib.domain.assessment.sheets import Entry
    from chalicelib.domain.criteria.tree import Leaf
    from chalicelib.domain.rounds.round import Round
    from chalicelib.domain.rounds.units import Unit


def overview(found: ReleasesOverview, round_: Round) -> dict[str, Any]:
    """Every pass of every index with its releases."""
    return {
        "title": text(round_.title),
        "version": found.version,
        "passes": [
            {
                "pass": one.round_pass,
                "index": one.index.id,
                "title": text(one.index.title),
                "units": len(one.units),
                "still_open": _units(one.still_open),
                "criteria": one.leaves,
                "waiting": one.waiting,
                "releases": [
                    {
                        "number": release.number,
                        "at": release.at,
                        "by": release.by,
                        "reason": release.reason,
                        "waiting": release.waiting,
                    }
                    for release in one.releases
                ],
                "changed": _units(one.changed),
            }
            for one in found.passes
        ],
    }


def _units(units: Iterable[Unit]) -> list[dict[str, Any]]:
    return [{"unit": unit.id, "name": text(unit.name)} for unit in units]


def unit_result(place: Place, found: UnitResult) -> dict[str, Any]:
    """A unit's result, with the words of every value; nothing says who of the council gave it."""
    seen = found.seen
    return {
        "round": place.round.id,
        "title": text(place.round.title),
        "authority": text(place.round.authority),
        "unit": place.unit.id,
        "name": text(place.unit.name),
        "index": place.index.id,
        "index_title": text(place.index.title),
        "illustrative": place.index.illustrative,
        "submitted_at": found.sent.submission.submitted_at if found.sent.submission else None,
        "first_shown": seen.first is not None,
        "final_shown": seen.final is not None,
        "released": {str(number): release.at for number, release in seen.releases.items()},
        "lines": [_line(line, found) for line in found.lines],
    }


def _line(line: ResultLine, found: UnitResult) -> dict[str, Any]:
    entries, leaf = line.entries or {}, line.leaf
    given = {name: _given(leaf, entry) if leaf else None for name, entry in entries.items()}
    return {
        "kind": line.kind,
        "code": line.code,
        "title": text(line.title),
        "maximum": decimals.two(line.maximum),
        "applies": line.applies,
        "points": {name: _two(points) for name, points in line.points.items()},
        **{name: given.get(name) for name in ("own", "first", "final")},
        "counted": line.counted,
        "added": _added(leaf.code, found) if leaf else None,
        "takes_evidence": leaf is not None and leaf.evidence != "none",
    }


def _two(points: Fraction | None) -> str | None:
    return None if points is None else decimals.two(points)


def _given(leaf: Leaf, entry: Entry) -> dict[str, Any] | None:
    from chalicelib.domain.assessment.reports import spoken

    if entry.value is None and not entry.explanation:
        return None
    return {"value": entry.value, "words": spoken(leaf, entry.value), "reason": entry.explanation}


def _added(code: str, found: UnitResult) -> dict[str, Any] | None:
    question = found.questions.get(code, "")
    explanation = found.added.sheet.entry(code).explanation
    files = [file.name for file in found.added.files if code in file.leaves]
    if not (question or explanation or files):
        return None
    return {"question": question, "explanation": explanation, "files": files}
