"""Watching for files that wait too long for their inspection, though nobody is held up by it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.actions.rounds import current
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import audit, closings, inspections, replacements, sheets
from chalicelib.store.inspections import Waiting

# An inspection takes seconds; its message is tried three times within an hour and a half.
TOO_LONG = timedelta(hours=1)
EVERY = timedelta(hours=1)
WATCHED_AFTER_CLOSING = timedelta(days=30)
_PARTS = ("self_assessment", "supplement")
_NOTED, _FOUND = "evidence_watched", "evidence_waits"


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that has waited too long; `part` is the kind of sheet that it was sent with."""

    unit: Unit
    part: str
    file: Waiting

    @property
    def subject(self) -> str:
        """What names it on record."""
        return f"{self.unit.id}/{self.part}/{self.file.id}"


def waiting(round_id: str, now: datetime) -> list[WaitingFile]:
    """Every file of the round that was confirmed TOO_LONG ago and has no verdict, also those in
    place of others, the longest first. Two queries for each unit and each of its windows that has
    opened and has not been closed for long.
    """
    timetable = current.timetable(round_id, now)
    found = []
    for unit in current.units(round_id, now).values():
        for part in _watched(timetable.of(unit.id), now):
            key = sheets.key(round_id, unit.id, part)
            for place in (key, replacements.partition(key)):
                found += [
                    WaitingFile(unit, part, file)
                    for file in inspections.list_waiting(place)
                    if now - file.uploaded_at >= TOO_LONG
                ]
    return sorted(found, key=lambda each: each.file.uploaded_at)


def _watched(timetable: Timetable, now: datetime) -> list[str]:
    return [
        part
        for part in _PARTS
        if timetable.state(part, now) != "not_yet"
        and timetable.locks_at(part) > now - WATCHED_AFTER_CLOSING
    ]


def sweep(round_id: str, now: datetime) -> int:
    """Look once an hour, and put each file that has waited too long on record once (act
    `evidence_waits`); returns how many wait, 0 if it is not yet time to look.
    """
    noted = closings.get(round_id)
    if _NOTED in noted and now - from_text(noted[_NOTED]) < EVERY:
        return 0
    found = waiting(round_id, now)
    told = json.loads(noted.get(_FOUND, "[]"))
    for each in found:
        if each.subject not in told:
            details = {"name": each.file.name, "since": to_text(each.file.uploaded_at)}
            audit.record(round_id, now, "tick", "evidence_waits", each.subject, details=details)
    subjects = json.dumps([each.subject for each in found])
    closings.put(round_id, {**closings.get(round_id), _NOTED: to_text(now), _FOUND: subjects})
    return len(found)
