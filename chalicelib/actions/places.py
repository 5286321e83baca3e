"""Places: one unit's sheet of one kind, with all that decides whether it may be written now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import AlreadySubmitted
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import sheets as store

# Others saving other leaves of the same sheet make a save start over; this many at once are never
# refused.
ATTEMPTS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a save goes: one unit's sheet of one kind, with all that decides about it."""

    round: Round
    timetable: Timetable
    unit: Unit
    kind: str

    @property
    def index(self) -> Index:
        """The unit's index."""
        return self.round.index(self.unit.index)

    @property
    def key(self) -> str:
        """The sheet's partition in the store."""
        return store.key(self.round.id, self.unit.id, self.kind)


def place(round_id: str, unit_id: str, kind: str, now: datetime) -> Place:
    """The place of a sheet; NotFound for a unit that is not in the round."""
    unit = current.unit(round_id, unit_id, now)
    return Place(
        current.get(round_id, now), current.timetable(round_id, now).of(unit_id), unit, kind
    )


def writable(at: Place, now: datetime) -> tuple[Sheet, datetime]:
    """The sheet as it is and when it locks; WindowClosed or AlreadySubmitted unless it may be
    written at `now`.
    """
    timetable = current.require_open(at.round.id, at.kind, now, at.unit.id)
    sheet = store.get(at.key)
    if sheet.submitted_at is not None:
        raise AlreadySubmitted
    if sheet.locks_at is not None and sheet.locks_at <= now:
        # The sheet's own lock is newer than this process's copy of the timetable.
        raise timetable.locked(at.kind, sheet.locks_at)
    return sheet, sheet.locks_at or timetable.locks_at(at.kind)
