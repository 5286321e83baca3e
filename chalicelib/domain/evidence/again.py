"""Examining again: whoever sent a file may have it examined once more if no examination of it came
to an end, be it that our parsers failed or that the file never reached them.

Nobody knows then what is wrong, if anything is; so nothing else may depend on the file's kind, on
where it was sent, or on whether the time for sending is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.domain.errors import Conflict
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.files import EvidenceFile

# An inspection takes seconds; its message is tried three times within an hour and a half.
TOO_LONG = timedelta(hours=1)
# Nobody asks again before an examination that was asked for had its time.
PATIENCE = timedelta(minutes=10)


def state(file: EvidenceFile, now: datetime) -> str:
    """Whether it may be examined again: `possible`, `asked` if somebody has asked just now, `no` if
    it has a result or has not waited long.
    """
    if file.uploaded_at is None or file.removed_at is not None:
        return "no"
    if file.verdicts is None:
        has_none = now - file.uploaded_at >= TOO_LONG
    else:
        has_none = inspection.is_unexamined(file.verdicts)
    if not has_none:
        return "no"
    return "asked" if was_asked(file.again_at, now) else "possible"


def was_asked(at: datetime | None, now: datetime) -> bool:
    """Whether somebody asked so recently (`at`; None: nobody ever) that the answer may come yet."""
    return at is not None and now - at < PATIENCE


def require(file: EvidenceFile, now: datetime) -> None:
    """Raise Conflict unless the file may be examined again now, or somebody has asked for it."""
    if state(file, now) == "no":
        raise Conflict(
            "Chỉ kiểm tra lại được tệp chưa có kết quả kiểm tra; tệp này đã có, hoặc còn đang chờ.",
            "Only a file without a result can be examined again; this one has a result, or waits"
            " for it.",
        )
