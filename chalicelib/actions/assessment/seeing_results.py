"""Seeing results: what a unit sees of the council's two passes, which is what was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment import past_sheets, releases
from chalicelib.domain.assessment.releases import PASSES, Release
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.store import releases as store
from chalicelib.store import sheets


@dataclass(frozen=True, slots=True)
class SeenResults:
    """What a unit sees: the entries of the first pass (None: nothing of it), and of each leaf the
    entry that counts in the final result with the pass that gave it (None: not released).

    `releases` are the latest ones by pass; without one the first pass may show all the same.
    """

    first: Mapping[str, Entry] | None
    final: Mapping[str, tuple[int, Entry]] | None
    releases: Mapping[int, Release]


def seen(place: Place, now: datetime) -> SeenResults:
    """What the unit of the place sees now. The first pass shows as it was released; without a
    release, with the final one, or from when the supplement opened.
    """
    out = _released(place, store.list_releases(place.round.id))
    final = None
    if 2 in out:
        at = out[2].at
        both = {number: _sheet(place, number, at).entries for number in PASSES}
        final = {
            leaf: (number, entry)
            for number, entries in both.items()
            for leaf, entry in entries.items()
            if entry.value is not None
        }
    return SeenResults(_first(place, out, now), final, out)


def first(place: Place, now: datetime) -> Mapping[str, Entry] | None:
    """What the unit of the place sees of the first pass now; None for nothing."""
    return _first(place, _released(place, store.list_releases(place.round.id)), now)


def _released(place: Place, kept: Sequence[Release]) -> dict[int, Release]:
    found = {number: releases.latest(kept, number, place.unit.index) for number in PASSES}
    return {number: release for number, release in found.items() if release}


def _first(place: Place, out: Mapping[int, Release], now: datetime) -> Mapping[str, Entry] | None:
    if out:  # the final result brings the first with it, as it was at that instant
        latest = max(out.values(), key=lambda release: release.number)
        return _sheet(place, 1, latest.at).entries
    timetable = current.latest_timetable(place.round.id, now).of(place.unit.id)
    if not releases.is_shown_by_supplement(timetable, now):
        return None
    return sheets.get(sheets.key(place.round.id, place.unit.id, PASSES[1])).entries


def _sheet(place: Place, number: int, at: datetime) -> Sheet:
    """The council's sheet of a pass as it was at that instant."""
    key = sheets.key(place.round.id, place.unit.id, PASSES[number])
    sheet = sheets.get(key)
    if not past_sheets.has_changed_since(sheet, at):
        return sheet
    return past_sheets.at(sheet, sheets.list_saves(key), at)
