"""Sent sheets: the council sees what was submitted, nothing before, nothing of what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.appraisal.sent_sheets import as_sent, files_sent, is_reopened
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Entry, Save, Sheet
from chalicelib.domain.evidence.files import EvidenceFile
from tests.small_round import NOW, ROUND

EARLIER, LATER = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
RECEIPT = Receipt(ROUND, "so-a", NOW, True, "d", "r", "v", "n")
ENTRIES = {"1.2": Entry({"count": 3}, "vì thế", 2, EARLIER, "an@example.test")}
SUBMITTED = Sheet(3, submitted_at=NOW, submission=RECEIPT, entries=ENTRIES)


def step(at: int, instant: object, **change: object) -> Save:
    saved_at = NOW + timedelta(minutes=at)
    return Save(f"save-{at:04d}", "f", "an@example.test", saved_at, LATER, {"1.2": change})


def test_a_sheet_that_was_never_submitted_shows_nothing() -> None:
    assert as_sent(Sheet(2, entries=ENTRIES)).entries == {}


def test_a_submitted_sheet_is_what_was_sent_without_a_look_at_its_saves() -> None:
    assert as_sent(SUBMITTED) is SUBMITTED
    assert not is_reopened(SUBMITTED)


def test_a_reopened_sheet_shows_its_latest_submission_part_by_part() -> None:
    now = {"1.2": Entry({"count": 1}, "sửa lại", 4), "2.1.1": Entry({"breaches": 0}, "", 1)}
    reopened = replace(SUBMITTED, submitted_at=None, entries=now)
    saves = [
        step(2, LATER, version=4, value={"count": 1}, explanation="sửa lại"),
        step(-1, EARLIER, version=2, explanation="vì thế"),
        step(-2, EARLIER, version=1, value={"count": 3}, explanation="", estimated=True),
    ]
    assert is_reopened(reopened)
    assert as_sent(reopened, saves).entries == {
        "1.2": Entry({"count": 3}, "vì thế", 2, EARLIER, "an@example.test", True)
    }


def test_the_saves_that_approved_and_submitted_change_no_leaf() -> None:
    reopened = replace(SUBMITTED, submitted_at=None)
    submission = Save("submit-01", "f", "an@example.test", NOW, LATER, {"": {"signature": "s"}})
    approval = Save("approve-1", "f", "an@example.test", EARLIER, LATER, {"": {"version": 3}})
    assert as_sent(reopened, [approval, submission]).entries == {}


def test_files_are_those_that_the_submission_had() -> None:
    def file(name: str, **more: object) -> EvidenceFile:
        kept = EvidenceFile(name, "a.pdf", "k", "an@example.test", EARLIER)
        return replace(kept, **{"uploaded_at": EARLIER, **more})  # type: ignore[arg-type]

    files = [
        file("sent"),
        file("removed-since", removed_at=LATER),
        file("removed-before", removed_at=EARLIER),
        file("removed-at-that-instant", removed_at=NOW),
        file("added-since", uploaded_at=LATER),
        file("asked-for-only", uploaded_at=None),
    ]
    assert [each.id for each in files_sent(SUBMITTED, files)] == ["sent", "removed-since"]
    assert files_sent(Sheet(), files) == []
