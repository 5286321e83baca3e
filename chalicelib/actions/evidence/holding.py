"""Every file that a unit ever sent as evidence, wherever it sent it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.evidence import attaching
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import replacements

PARTS = ("self_assessment", "supplement", "objection")


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A confirmed file, perhaps removed since; `part` is the kind of sheet that it was sent with,
    `replaced` the file in whose place it was sent.
    """

    part: str
    file: EvidenceFile
    replaced: EvidenceFile | None = None


def held(round_id: str, unit: str, now: datetime) -> Iterator[HeldFile]:
    """The files of a unit in every part, by id, each followed by what was sent in its place."""
    for part in PARTS:
        place = places.place(round_id, unit, part, now)
        if files := attaching.list_all(place):
            found = replacements.find_all(place.key)
            for file in files:
                yield HeldFile(part, file)
                before = file
                for other in replacements.standing(found, file.id):
                    yield HeldFile(part, other, before)
                    before = other
