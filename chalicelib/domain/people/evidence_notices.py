"""Notices to units of files that were found bad after they had been sent, and may be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from chalicelib.domain.evidence.replacing import REPLACEABLE_FOR, FoundBad
from chalicelib.domain.instants import last_moment
from chalicelib.domain.people.notices import Notice
from chalicelib.domain.texts import Text


def due(found: Iterable[FoundBad], timezone: str, now: datetime) -> Iterator[Notice]:
    """A notice for each of these files, until the time for replacing it is over; the deadline is
    told in `timezone`.
    """
    for file in found:
        if now >= file.until:
            continue
        vi, en = last_moment(file.until, timezone)
        yield Notice(
            f"evidence_bad-{file.part}-{file.evidence}",
            file.unit,
            file.until - REPLACEABLE_FOR,
            Text(
                f"Tệp “{file.name}” đã gửi không dùng được (xem kết quả kiểm tra tệp); đơn vị được"
                f" thay tệp này một lần, đến {vi}.",
                f"The file “{file.name}” that was sent cannot be used (see its inspection); it can"
                f" be replaced once, until {en}.",
            ),
        )
