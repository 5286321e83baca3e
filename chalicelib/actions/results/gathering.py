"""Gathering: all inputs of a round's rankings as one bundle (contract §3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from chalicelib.actions.appraisal.appraising import PASSES
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import following, sealing
from chalicelib.domain import decimals
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.bundles.bundle import (
    Adjustment,
    Appraisal,
    Bundle,
    Participation,
    Previous,
    Reason,
    Score,
    Value,
)
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.survey.tallies import Cell, tallied
from chalicelib.store import rulings, sheets


def gather(round_id: str, now: datetime, *, texts: bool = True) -> Bundle:
    """All current inputs of a round; answers as cells, and only of indexes whose ballots are
    sealed. Without `texts` no value has its explanation, which takes one call for a hundred sheets
    instead of one for each.
    """
    round_, units = current.get(round_id, now), current.units(round_id, now)
    in_force = [ruling for ruling in rulings.list_rulings(round_id) if not ruling.withdrawn]
    scores, appraisals = _values(round_id, units, texts)
    cells: dict[tuple[str, str, str], Cell] = {}
    participation: dict[tuple[str, str], Participation] = {}
    for index in round_.indexes:
        if sealing.is_sealed(round_id, index.id):
            cells |= tallied(sealing.load(round_id, index.id), index.questions)
            participation |= {
                key: Participation(*counts)
                for key, counts in following.participation(round_id, index.id, now).items()
            }
    return Bundle(
        round_,
        _document(round_id),
        tuple(units.values()),
        scores=scores,
        appraisals=appraisals,
        cells=cells,
        participation=participation,
        **_by_kind(in_force),
    )


def _document(round_id: str) -> bytes:
    """round.json with the official dates, as it was loaded."""
    return (json.dumps(current.document(round_id), ensure_ascii=False, indent=1) + "\n").encode()


def _values(
    round_id: str, units: Iterable[str], texts: bool
) -> tuple[dict[tuple[str, str], Score], dict[tuple[str, str, int], Appraisal]]:
    assessed = {unit: sheets.key(round_id, unit, "self_assessment") for unit in units}
    appraised = {
        (unit, number): sheets.key(round_id, unit, kind)
        for unit in assessed
        for number, kind in PASSES.items()
    }
    keys = [*assessed.values(), *appraised.values()]
    found = {key: sheets.get(key) for key in keys} if texts else sheets.list_without_texts(keys)
    scores = {
        (unit, leaf): Score(entry.value, entry.explanation)
        for unit, key in assessed.items()
        for leaf, entry in _given(found, key)
    }
    appraisals = {
        (unit, leaf, number): Appraisal(entry.value, entry.explanation)
        for (unit, number), key in appraised.items()
        for leaf, entry in _given(found, key)
    }
    return scores, appraisals


def _given(found: Mapping[str, Sheet], key: str) -> list[tuple[str, Entry]]:
    entries = found[key].entries if key in found else {}
    return [(leaf, entry) for leaf, entry in entries.items() if entry.value is not None]


def _by_kind(in_force: Iterable[Ruling]) -> dict[str, Any]:
    """The rulings as the parts of a bundle."""
    external: dict[tuple[str, str], Value] = {}
    not_applicable: dict[tuple[str, str], Reason] = {}
    exclusions: dict[str, Reason] = {}
    voids: dict[str, Reason] = {}
    adjustments: list[Adjustment] = []
    previous: dict[str, Previous] = {}
    for ruling in in_force:
        reason = Reason(ruling.reason, ruling.public)
        match ruling.kind:
            case "external":
                external[ruling.unit, ruling.leaf] = ruling.value
            case "not_applicable":
                not_applicable[ruling.unit, ruling.leaf] = reason
            case "exclusion":
                exclusions[ruling.unit] = reason
            case "void":
                voids[ruling.unit] = reason
            case "adjustment":
                adjustments.append(Adjustment(ruling.unit, _exact(ruling.points), reason))
            case "previous":
                previous[ruling.unit] = Previous(_exact(ruling.index), ruling.rank)
    return {
        "external": external,
        "not_applicable": not_applicable,
        "exclusions": exclusions,
        "voids": voids,
        "adjustments": tuple(adjustments),
        "previous": previous,
    }


def _exact(text: str) -> Fraction:
    value = decimals.parse(text)
    if value is None:
        raise ValueError(f"{text} is not a decimal")
    return value
