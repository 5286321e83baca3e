"""Current rounds: the document, the units and the timetable, read at most MAX_AGE ago."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.round import Round, parse_round
from chalicelib.domain.rounds.units import Unit, parse_units
from chalicelib.domain.rounds.windows import MAX_AGE, Timetable
from chalicelib.store import rounds as store

# Copies of this process, each with the instant before it was read.
_copies: dict[str, tuple[datetime, Round, Timetable, dict[str, Unit]]] = {}


def _copy(round_id: str, now: datetime) -> tuple[datetime, Round, Timetable, dict[str, Unit]]:
    copy = _copies.get(round_id)
    if copy and now - copy[0] < MAX_AGE:
        return copy
    # Once a window was opened, only questionnaires may change in the document, and the timetable's
    # version with them.
    if copy and copy[2].version > 0:
        table = store.get_timetable(copy[1])
        if table.version == copy[2].version:
            copy = _copies[round_id] = (now, copy[1], table, copy[3])
            return copy
    round_, units_ = parsed(store.get_document(round_id)[1])
    copy = _copies[round_id] = (now, round_, store.get_timetable(round_), units_)
    return copy


@lru_cache(maxsize=8)
def parsed(text: str) -> tuple[Round, dict[str, Unit]]:
    """The round and its units by id, from the stored text."""
    content = json.loads(text)
    round_ = parse_round(content["round"])
    return round_, {unit.id: unit for unit in parse_units(content["units"], round_)}


def forget(round_id: str) -> None:
    """Drop the copy of the round, so that it is read again."""
    _copies.pop(round_id, None)


def get(round_id: str, now: datetime) -> Round:
    """The round; NotFound if it was never loaded."""
    return _copy(round_id, now)[1]


def timetable(round_id: str, now: datetime) -> Timetable:
    """The timetable, at most MAX_AGE old."""
    return _copy(round_id, now)[2]


def require_open(round_id: str, window: str, now: datetime, unit: str = "") -> Timetable:
    """The timetable (for `unit`, if given); WindowClosed unless the window is open at `now`.

    An old copy is read again before it refuses, so that a window opened seconds ago is open for
    everybody.
    """
    read_at, round_, copy, units_ = _copy(round_id, now)
    if read_at < now and not copy.of(unit).window(window).is_open(now):
        _copies[round_id] = (now - MAX_AGE, round_, copy, units_)
    table = timetable(round_id, now).of(unit)
    table.require_open(window, now)
    return table


def latest_timetable(round_id: str, now: datetime) -> Timetable:
    """The timetable as stored, so that a change shows at once to the person who made it."""
    return store.get_timetable(get(round_id, now))


def units(round_id: str, now: datetime) -> dict[str, Unit]:
    """The units of the round by id."""
    return _copy(round_id, now)[3]


def unit(round_id: str, unit_id: str, now: datetime) -> Unit:
    """One unit of the round; NotFound if it has none of that id."""
    known = units(round_id, now)
    if unit_id not in known:
        raise NotFound(
            f"Không có đơn vị {unit_id} trong kỳ {round_id}.",
            f"There is no unit {unit_id} in {round_id}.",
        )
    return known[unit_id]


def list_rounds(now: datetime) -> list[Round]:
    """Every loaded round."""
    return [get(round_id, now) for round_id in store.list_ids()]


def document(round_id: str) -> dict[str, Any]:
    """The round's own JSON as it was loaded (contract §2)."""
    content: dict[str, Any] = json.loads(store.get_document(round_id)[1])["round"]
    return content
