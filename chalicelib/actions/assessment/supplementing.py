"""Supplementing (“bổ sung, giải trình”): a unit adds evidence and explanations after the first
result.

They are a sheet with its own window (Hà Nội's guide §3) and digest: the submitted values and the
receipt do not change, and the council sees what was added later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.evidence import attaching
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import NotSubmitted, WindowClosed
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import sheets

KIND = "supplement"


@dataclass(frozen=True, slots=True)
class Supplement:
    """What a unit has added; `digest` is the sha256 (hex) of all of it, "" if there is nothing."""

    sheet: Sheet
    files: list[EvidenceFile]
    digest: str


def place(round_id: str, unit: str, now: datetime) -> Place:
    """The place of a unit's supplement."""
    return places.place(round_id, unit, KIND, now)


def get(place: Place) -> Supplement:
    """What the unit has added so far."""
    sheet, files, digest = sheets.get(place.key), attaching.list_files(place), ""
    if sheet.version:
        digest = validity.digest_of(place.round.id, place.unit.id, sheet, files)
    return Supplement(sheet, files, digest)


def first_result(place: Place, now: datetime) -> Sheet | None:
    """The council's sheet of the first pass once that has closed; None before."""
    timetable = current.latest_timetable(place.round.id, now).of(place.unit.id)
    if timetable.state("appraisal_first", now) != "closed":
        return None
    return sheets.get(sheets.key(place.round.id, place.unit.id, "appraisal_first"))


def require_ready(place: Place, now: datetime) -> None:
    """Raise NotSubmitted unless the unit has submitted, WindowClosed unless the first pass of the
    appraisal has closed.
    """
    if sheets.get(sheets.key(place.round.id, place.unit.id, "self_assessment")).submission is None:
        raise NotSubmitted
    if first_result(place, now) is None:
        raise WindowClosed(
            "Chưa có kết quả thẩm định lần 1 nên chưa bổ sung, giải trình được.",
            "The result of the first appraisal is not out yet, so nothing can be supplemented.",
        )
