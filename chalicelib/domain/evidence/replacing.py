"""Replacing: a file that is found bad only after it was sent may be replaced, once, for some days.

What was sent stays as it was sent. Nobody misses a deadline because of our queue: a file that
still waits for its inspection counts, and is judged afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from chalicelib.domain.errors import Conflict, NotSubmitted, WindowClosed
from chalicelib.domain.evidence import inspection, kinds
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.instants import from_text, to_text

# How long after a file was found bad; over the long holidays somebody is back within it.
REPLACEABLE_FOR = timedelta(days=5)
# Signed reports and evidence are kept beside each other; so are files in place of others.
PART = "replacement"
# The files that units may replace are noted under this name among the closings of the round.
NOTED = "evidence_replaceable"


@dataclass(frozen=True, slots=True)
class FoundBad:
    """A file of a unit that may be replaced until then; `part` is the kind of sheet that it was
    sent with.
    """

    unit: str
    part: str
    evidence: str
    name: str
    until: datetime


def as_json(found: Iterable[FoundBad]) -> list[dict[str, str]]:
    """The files as they are stored."""
    return [{**asdict(file), "until": to_text(file.until)} for file in found]


def from_json(stored: Iterable[Mapping[str, str]]) -> list[FoundBad]:
    """The files of their JSON."""
    return [
        FoundBad(
            file["unit"], file["part"], file["evidence"], file["name"], from_text(file["until"])
        )
        for file in stored
    ]


def until(file: EvidenceFile, sent_at: datetime | None) -> datetime | None:
    """Until when a file may be replaced; None if it may not be at all.

    It may, an image too, if it was found bad after it was sent (`sent_at`; None: nothing was sent,
    or it is open again). Who knew before could send another one, or explain.
    """
    found = file.bad_since
    if sent_at is None or found is None or found <= sent_at:
        return None
    if file.state != "quarantined" or file.removed_at is not None:
        return None
    return found + REPLACEABLE_FOR


def kinds_for(file: EvidenceFile) -> tuple[str, ...]:
    """The kinds of file that may take its place: an image that of an image, which proves nothing; a
    PDF that of a PDF.
    """
    return kinds.IMAGES if file.is_image else (kinds.PDF,)


def is_done(replacement: EvidenceFile | None) -> bool:
    """Whether a file has its one replacement: one that could not be examined is none yet."""
    return replacement is not None and not inspection.is_unexamined(replacement.verdicts or ())


def require(
    file: EvidenceFile, sent_at: datetime | None, replacement: EvidenceFile | None, now: datetime
) -> None:
    """Raise NotSubmitted, Conflict or WindowClosed unless the file may be replaced now; what stands
    in its place so far is `replacement`.
    """
    if sent_at is None:
        raise NotSubmitted(
            "Phiếu chưa gửi hoặc đang mở; hãy thôi dùng tệp hỏng và gửi tệp khác như thường.",
            "Nothing was sent, or it is open; stop using the bad file and send another as usual.",
        )
    if is_done(replacement):
        raise Conflict(
            "Tệp này đã được thay một lần; mỗi tệp chỉ thay được một lần.",
            "This file was replaced already; a file can be replaced once.",
        )
    ends = until(file, sent_at)
    if ends is None:
        raise Conflict(
            "Chỉ thay được tệp mà sau khi gửi mới phát hiện không dùng được.",
            "Only a file that was found unusable after it had been sent can be replaced.",
        )
    if now >= ends:
        raise WindowClosed(
            f"Đã hết hạn thay tệp này ({REPLACEABLE_FOR.days} ngày từ khi phát hiện); hãy liên hệ"
            " cơ quan chủ trì.",
            f"The time for replacing this file is over ({REPLACEABLE_FOR.days} days from when it"
            " was found); contact the authority.",
        )
