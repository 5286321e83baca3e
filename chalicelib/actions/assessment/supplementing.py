"""Supplementing (“bổ sung, giải trình”): a unit adds evidence and explanations after the first
result.

They are a sheet with its own window (Hà Nội's guide §3) and digest: the submitted values and the
receipt do not change, and the council sees what was added later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.assessment import seeing_results
from chalicelib.actions.evidence import attaching
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment import explanation_requests, validity
from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.errors import Invalid, NotSubmitted, WindowClosed
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import explanation_requests as store
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


def first_result(place: Place, now: datetime) -> Mapping[str, Entry] | None:
    """What the unit sees of the first pass, by leaf: what was released, or what there is once the
    pass has closed and the supplement has opened. None before.
    """
    return seeing_results.first(place, now)


def list_requests(place: Place) -> list[ExplanationRequest]:
    """What the council asked the unit, withdrawn requests too, by leaf."""
    return store.list_requests(place.round.id, place.unit.id)


def questions(place: Place) -> dict[str, str]:
    """What the council asks the unit, by leaf, without withdrawn requests."""
    asked = explanation_requests.asked(list_requests(place))
    return {leaf: request.question for leaf, request in asked.items()}


def require_ready(place: Place, now: datetime, leaves: Collection[str] = ()) -> None:
    """Raise NotSubmitted unless the unit has submitted, WindowClosed unless the first pass of the
    appraisal has closed; Invalid with every one of the leaves that it was not asked about, if it
    was asked about any.
    """
    if sheets.get(sheets.key(place.round.id, place.unit.id, "self_assessment")).submission is None:
        raise NotSubmitted
    timetable = current.latest_timetable(place.round.id, now).of(place.unit.id)
    if timetable.state("appraisal_first", now) != "closed":
        raise WindowClosed(
            "Chưa có kết quả thẩm định lần 1 nên chưa bổ sung, giải trình được.",
            "The result of the first appraisal is not out yet, so nothing can be supplemented.",
        )
    asked = explanation_requests.asked(list_requests(place))
    if problems := explanation_requests.check(leaves, asked):
        raise Invalid(errors=problems)
