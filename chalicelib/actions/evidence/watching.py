"""Watching the files of a round: those that wait too long for their inspection, though nobody is
held up by it, those of which none came to an end, and those that were found bad after they had been
sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.actions import places
from chalicelib.actions.evidence import replacing
from chalicelib.actions.rounds import current
from chalicelib.domain.evidence import replacing as rules
from chalicelib.domain.evidence.again import TOO_LONG
from chalicelib.domain.evidence.replacing import FoundBad
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import audit, closings, inspections, releases, replacements, sheets
from chalicelib.store.inspections import Waiting

EVERY = timedelta(hours=1)
WATCHED_AFTER_CLOSING = timedelta(days=30)
_PARTS = ("self_assessment", "supplement")
_NOTED, _FOUND = "evidence_watched", "evidence_waits"


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that has waited too long, or that no inspection got on with; `part` is the kind of
    sheet that it was sent with.
    """

    unit: Unit
    part: str
    file: Waiting

    @property
    def subject(self) -> str:
        """What names it on record."""
        return f"{self.unit.id}/{self.part}/{self.file.id}"


def waiting(round_id: str, now: datetime) -> list[WaitingFile]:
    """Every file of the round that was confirmed TOO_LONG ago and has no verdict, or of which no
    inspection came to an end, also those in place of others but none that was replaced, the longest
    first. Two queries for each unit and each of its windows that has opened and has not been closed
    for long; no verdict is read.
    """
    return _look_over(round_id, now)[0]


def sweep(round_id: str, now: datetime) -> int:
    """Look once an hour; returns how many files wait, 0 if it is not yet time to look.

    Each file that has waited too long is put on record once (act `evidence_waits`). Those that may
    be replaced are noted, so that their units are told.
    """
    noted = closings.get(round_id)
    if _NOTED in noted and now - from_text(noted[_NOTED]) < EVERY:
        return 0
    without, lately_bad = _look_over(round_id, now)
    replaceable = [bad for where in lately_bad for bad in _replaceable(round_id, *where, now)]
    found = [each for each in without if not each.file.is_unexamined]
    told = json.loads(noted.get(_FOUND, "[]"))
    for each in found:
        if each.subject not in told:
            details = {"name": each.file.name, "since": to_text(each.file.uploaded_at)}
            audit.record(round_id, now, "tick", "evidence_waits", each.subject, details=details)
    news = {
        _NOTED: to_text(now),
        _FOUND: json.dumps([each.subject for each in found]),
        rules.NOTED: json.dumps(rules.as_json(replaceable)),
    }
    closings.put(round_id, {**closings.get(round_id), **news})
    return len(found)


def _look_over(round_id: str, now: datetime) -> tuple[list[WaitingFile], list[tuple[str, str]]]:
    """The files that have no result though they should, and unit and part wherever a file was found
    bad of late.
    """
    timetable = current.timetable(round_id, now)
    objections = ["objection"] if _takes_objections(current.get(round_id, now), now) else []
    waits: list[WaitingFile] = []
    lately_bad: list[tuple[str, str]] = []
    for unit in current.units(round_id, now).values():
        for part in (*_watched(timetable.of(unit.id), now), *objections):
            key, since = sheets.key(round_id, unit.id, part), now - rules.REPLACEABLE_FOR
            sent = inspections.look_over(key, since)
            others = inspections.look_over(replacements.partition(key), since)
            waits += [
                WaitingFile(unit, part, file)
                for file in (*sent.waiting, *others.waiting)
                if file.id not in others.replaced
                and (file.is_unexamined or now - file.uploaded_at >= TOO_LONG)
            ]
            if sent.is_news:
                lately_bad.append((unit.id, part))
    return sorted(waits, key=lambda each: each.file.uploaded_at), lately_bad


def _replaceable(round_id: str, unit: str, part: str, now: datetime) -> Iterator[FoundBad]:
    for shown in replacing.list_files(places.place(round_id, unit, part, now), now):
        if shown.replaceable_until:
            name = shown.file.name
            yield FoundBad(unit, part, shown.file.id, name, shown.replaceable_until)


def _watched(timetable: Timetable, now: datetime) -> list[str]:
    return [
        part
        for part in _PARTS
        if timetable.state(part, now) != "not_yet"
        and timetable.locks_at(part) > now - WATCHED_AFTER_CLOSING
    ]


def _takes_objections(round_: Round, now: datetime) -> bool:
    """Whether units may object, or could until some while ago."""
    if round_.objection_days is None:
        return False
    watched = timedelta(days=round_.objection_days) + WATCHED_AFTER_CLOSING
    return any(
        one.round_pass == 2 and now < one.at + watched for one in releases.list_releases(round_.id)
    )
