"""Supplement (“bổ sung, giải trình”): evidence and explanations that a unit adds after the first
result.

They are a sheet of their own with a window of its own (Hà Nội's guide §3): values stand as they
were sent, the receipt of the submission stays what it was, and the council sees what came later as
such, with a digest of its own.
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
    """What a unit has added; `digest` (hex) is over all of it, empty as long as there is
    nothing.
    """

    sheet: Sheet
    files: list[EvidenceFile]
    digest: str


def place(round_id: str, unit: str, now: datetime) -> Place:
    """The supplement of a unit."""
    return places.place(round_id, unit, KIND, now)


def get(at: Place) -> Supplement:
    """What the unit has added so far."""
    sheet, files = sheets.get(at.key), attaching.files(at)
    digest = validity.digest_of(at.round.id, at.unit.id, sheet, files) if sheet.version else ""
    return Supplement(sheet, files, digest)


def first_result(at: Place, now: datetime) -> Sheet | None:
    """The council's first pass, once it has closed; None before, when nothing of it is settled."""
    if (
        current.current_timetable(at.round.id, now).of(at.unit.id).state("appraisal_first", now)
        != "closed"
    ):
        return None
    return sheets.get(sheets.key(at.round.id, at.unit.id, "appraisal_first"))


def require_ready(at: Place, now: datetime) -> None:
    """Raise NotSubmitted unless the unit has sent its sheet, WindowClosed unless the first result
    is out.
    """
    if sheets.get(sheets.key(at.round.id, at.unit.id, "self_assessment")).submission is None:
        raise NotSubmitted
    if first_result(at, now) is None:
        raise WindowClosed(
            "Chưa có kết quả thẩm định lần 1 nên chưa bổ sung, giải trình được.",
            "The result of the first appraisal is not out yet, so nothing can be supplemented.",
        )
