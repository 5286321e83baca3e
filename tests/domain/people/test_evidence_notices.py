"""A unit is told of a file that it may replace, as long as it may."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.evidence.replacing import REPLACEABLE_FOR, FoundBad
from chalicelib.domain.people import evidence_notices
from chalicelib.domain.people.notices import KINDS
from tests.small_round import NOW

FOUND = FoundBad("so-a", "self_assessment", "e1", "Kế hoạch.pdf", NOW + REPLACEABLE_FOR)


def test_it_names_the_file_and_says_until_when() -> None:
    (notice,) = evidence_notices.due([FOUND], "Asia/Ho_Chi_Minh", NOW)
    assert (notice.unit, notice.at, notice.kind) == ("so-a", NOW, "evidence_bad")
    assert notice.kind in KINDS
    assert "“Kế hoạch.pdf”" in notice.text.vi and "25/11/2026" in notice.text.vi


def test_it_is_the_same_notice_at_every_tick_and_none_once_the_time_is_over() -> None:
    last = FOUND.until - timedelta(seconds=1)
    first, again = (
        list(evidence_notices.due([FOUND], "Asia/Ho_Chi_Minh", now)) for now in (NOW, last)
    )
    assert first == again
    assert list(evidence_notices.due([FOUND], "Asia/Ho_Chi_Minh", FOUND.until)) == []
