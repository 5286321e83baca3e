"""Pairing: both values of what was scored twice. The first is the one that the appraiser gave: what
an accepted objection put in its place counts in the result, and is nobody's appraisal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.appraisal import appraising, sampling
from chalicelib.actions.appraisal.sampling import Passes
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal.objections import ACCEPTED
from chalicelib.domain.appraisal.sampling import Case
from chalicelib.domain.appraisal.second_scores import Pair, pair_of
from chalicelib.domain.assessment import past_sheets
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.instants import FOREVER
from chalicelib.store import objections, sheets
from chalicelib.store import second_scores as store


@dataclass(frozen=True, slots=True)
class AppraisedSheets:
    """The sheets of both passes as appraisers left them, without texts; those of the final pass of
    the units in `corrected` are told from their saves, so they have texts.
    """

    passes: Passes
    corrected: frozenset[str]


def pairs_of(round_id: str, cases: Iterable[Case], now: datetime) -> list[Pair]:
    """The pairs of these cases that apply and have a second score, without texts."""
    cases = list(cases)
    round_, units = current.get(round_id, now), current.units(round_id, now)
    absent, settled = ruling.not_applicable(round_id), store.list_settlements(round_id)
    known = [
        (unit, leaf)
        for unit, leaf in cases
        if unit in units
        and leaf in round_.index(units[unit].index).leaves
        and leaf not in absent.get(unit, ())
    ]
    wanted = {unit for unit, _ in known}
    first = _appraised(round_id, wanted).passes
    second = sampling.second_sheets(round_id, wanted)
    pairs = (
        pair_of(
            (unit, leaf),
            round_.index(units[unit].index).leaf(leaf),
            first[unit],
            second[unit],
            settled.get((unit, leaf)),
        )
        for unit, leaf in known
    )
    return [pair for pair in pairs if pair]


def _appraised(round_id: str, units: Iterable[str]) -> AppraisedSheets:
    wanted = set(units)
    passes = dict(sampling.first_sheets(round_id, wanted))
    corrections = {
        (each.unit, each.save_id)
        for each in objections.list_objections(round_id)
        if each.state == ACCEPTED and each.unit in wanted
    }
    corrected = frozenset(unit for unit, _ in corrections)
    for unit in corrected:
        saves = sheets.list_saves(sheets.key(round_id, unit, appraising.PASSES[2]))
        given = [save for save in saves if (unit, save.id) not in corrections]
        entries = past_sheets.entries_until(given, FOREVER)
        passes[unit] = {**passes[unit], 2: replace(passes[unit][2], entries=entries)}
    return AppraisedSheets(passes, corrected)


def with_texts(round_id: str, pairs: Sequence[Pair]) -> list[Pair]:
    """These pairs with the reasons of their values."""
    texts: dict[tuple[str, str], str] = {}
    for leaf in dict.fromkeys(pair.leaf.code for pair in pairs):
        units = [pair.case[0] for pair in pairs if pair.leaf.code == leaf]
        keys = [
            f"{sheets.key(round_id, unit, kind)}{beside}"
            for unit in units
            for kind in appraising.PASSES.values()
            for beside in ("", "/second")
        ]
        texts |= {(key, leaf): text for key, text in sheets.list_texts(keys, leaf).items()}
    first = _appraised(round_id, {pair.case[0] for pair in pairs})

    def told(pair: Pair) -> Pair:
        unit, leaf = pair.case
        final = first.passes[unit][2].entry(leaf)

        def text(number: int, beside: str = "") -> str:
            if number == 2 and not beside and unit in first.corrected:
                return final.explanation
            kind = appraising.PASSES[number]
            return texts.get((f"{sheets.key(round_id, unit, kind)}{beside}", leaf), "")

        def explained(entry: Entry, words: str) -> Entry:
            return replace(entry, explanation=words) if entry.version else entry

        latest = 2 if final.value is not None else 1
        return replace(
            pair,
            first=explained(pair.first, text(latest)),
            then=explained(pair.then, text(min(latest, pair.number))),
            second=explained(pair.second, text(pair.number, "/second")),
        )

    return [told(pair) for pair in pairs]
