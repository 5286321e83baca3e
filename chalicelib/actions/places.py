"""Places: one unit's sheet of one kind, and whether it can be written now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import AlreadySubmitted, WindowClosed
from chalicelib.domain.instants import FOREVER
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import sheets as store

# A save starts over if somebody else saved other leaves of the sheet; of up to this many saves at
# once none is refused.
ATTEMPTS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a save goes: the sheet of one unit and kind, with its round and timetable.

    `prepared`: what helpers propose for that sheet, which is a sheet beside it; `second`: the
    second scores, another one. `until`: for a place without a window, when it closes.
    """

    round: Round
    timetable: Timetable
    unit: Unit
    kind: str
    prepared: bool = False
    second: bool = False
    until: datetime | None = None

    @property
    def index(self) -> Index:
        """The unit's index."""
        return self.round.index(self.unit.index)

    @property
    def key(self) -> str:
        """The sheet's partition in the store."""
        sheet = store.key(self.round.id, self.unit.id, self.kind)
        if self.second:
            return f"{sheet}/second"
        return f"{sheet}/prepared" if self.prepared else sheet


def place(round_id: str, unit_id: str, kind: str, now: datetime) -> Place:
    """The place of a sheet; NotFound for a unit that is not in the round."""
    unit = current.unit(round_id, unit_id, now)
    return Place(
        current.get(round_id, now), current.timetable(round_id, now).of(unit_id), unit, kind
    )


def writable(place: Place, now: datetime, kept: Sheet | None = None) -> tuple[Sheet, datetime]:
    """The current sheet and when it locks; WindowClosed or AlreadySubmitted unless it can be
    written at `now`. `kept` is the stored sheet, where it was read.
    """
    if place.until is not None:
        if place.until <= now:
            raise WindowClosed
        return _read(place, kept), place.until
    timetable = current.require_open(place.round.id, place.kind, now, place.unit.id)
    sheet = _read(place, kept)
    if place.prepared or place.second:  # it decides nothing, so the window alone is asked
        return sheet, FOREVER
    if sheet.submitted_at is not None:
        raise AlreadySubmitted
    if sheet.locks_at is not None and sheet.locks_at <= now:
        # The sheet's own lock is newer than this process's copy of the timetable.
        raise timetable.locked(place.kind, sheet.locks_at)
    return sheet, sheet.locks_at or timetable.locks_at(place.kind)


def _read(place: Place, kept: Sheet | None) -> Sheet:
    return store.get(place.key) if kept is None else kept
