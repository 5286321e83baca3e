"""Which file may be replaced after it was sent, until when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Conflict, NotSubmitted, WindowClosed
from chalicelib.domain.evidence import kinds, replacing
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.evidence.inspection import unexamined, verdict
from tests.small_round import NOW

SENT = NOW
FOUND = NOW + timedelta(minutes=7)
BAD = EvidenceFile(
    "e1", "a.pdf", "k", "an", NOW, uploaded_at=NOW, verdicts=(unexamined(),), bad_since=FOUND
)
GOOD = replace(BAD, verdicts=(verdict("readable", "good", "", ""),), bad_since=None)


def test_a_file_found_bad_after_it_was_sent_may_be_replaced_for_some_days() -> None:
    assert replacing.until(BAD, SENT) == FOUND + replacing.REPLACEABLE_FOR
    replacing.require(BAD, SENT, None, FOUND)
    replacing.require(BAD, SENT, None, FOUND + replacing.REPLACEABLE_FOR - timedelta(seconds=1))
    with pytest.raises(WindowClosed):
        replacing.require(BAD, SENT, None, FOUND + replacing.REPLACEABLE_FOR)


@pytest.mark.parametrize(
    "file",
    [
        GOOD,
        replace(BAD, verdicts=None, bad_since=None),
        replace(BAD, bad_since=SENT),
        replace(BAD, bad_since=SENT - timedelta(days=1)),
        replace(BAD, removed_at=NOW),
    ],
    ids=["good", "waiting", "found as it was sent", "known before", "removed"],
)
def test_no_other_file_may_be_replaced(file: EvidenceFile) -> None:
    assert replacing.until(file, SENT) is None
    with pytest.raises(Conflict):
        replacing.require(file, SENT, None, FOUND)


def test_what_was_not_sent_or_is_open_again_is_changed_as_usual() -> None:
    assert replacing.until(BAD, None) is None
    with pytest.raises(NotSubmitted):
        replacing.require(BAD, None, None, FOUND)


@pytest.mark.parametrize("kind", kinds.TAKEN)
def test_one_of_any_kind_may_and_its_kind_takes_its_place(kind: str) -> None:
    file = replace(BAD, kind=kind)
    assert replacing.until(file, SENT) == FOUND + replacing.REPLACEABLE_FOR
    assert (kinds.PDF in replacing.kinds_for(file)) is (kind == kinds.PDF)
    assert (kinds.PNG in replacing.kinds_for(file)) is (kind in kinds.IMAGES)


BROKEN = (verdict("readable", "bad", "hỏng", "broken"),)


def test_one_that_could_not_be_examined_stands_in_for_nothing_yet() -> None:
    replacing.require(BAD, SENT, BAD, FOUND)
    with pytest.raises(WindowClosed):  # the days are those of the first file
        replacing.require(
            BAD,
            SENT,
            replace(BAD, bad_since=FOUND + timedelta(days=4)),
            FOUND + replacing.REPLACEABLE_FOR,
        )


@pytest.mark.parametrize(
    "other", [GOOD, replace(BAD, verdicts=BROKEN), replace(BAD, verdicts=None)]
)
def test_a_file_is_replaced_once_whatever_else_becomes_of_the_other(other: EvidenceFile) -> None:
    with pytest.raises(Conflict, match="once|một lần"):
        replacing.require(BAD, SENT, other, FOUND)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_the_time_never_begins_before_it_was_sent_and_always_ends(found: int, asked: int) -> None:
    at, now = SENT + timedelta(seconds=found), SENT + timedelta(seconds=asked)
    file = replace(BAD, bad_since=at)
    ends = replacing.until(file, SENT)
    assert (ends is None) == (found <= 0)
    assert _may(file, now) is (ends is not None and now < ends)


def _may(file: EvidenceFile, now: datetime) -> bool:
    try:
        replacing.require(file, SENT, None, now)
    except Conflict:
        return False
    return True


def test_what_was_found_is_read_as_it_was_stored() -> None:
    found = [replacing.FoundBad("so-a", "supplement", "e1", "Kế hoạch.pdf", FOUND)]
    assert replacing.from_json(replacing.as_json(found)) == found
