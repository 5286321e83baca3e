"""An approval is void by an edit, by what is found missing, and by the submission that used it; it
says by which.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.approvals import Approval
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import Problem
from tests.small_round import NOW

GIVEN = Approval(5, "ab" * 32, NOW, "lanh-dao@example.test")
SENT = Receipt(
    "r",
    "so-a",
    NOW + timedelta(hours=1),
    True,
    GIVEN.digest,
    "cd" * 32,
    "v1",
    "ABAB-ABAB-ABAB-ABAB",
)
MISSING = [Problem("1.2", "thiếu", "missing")]


def why(sheet: Sheet) -> str:
    return validity.why_void(sheet, GIVEN)[1]


def test_an_approval_holds_for_the_version_it_was_given_for() -> None:
    sheet = Sheet(version=5, approval=GIVEN)
    assert [validity.state(each) for each in (Sheet(), sheet, replace(sheet, version=6))] == [
        "none",
        "approved",
        "voided",
    ]
    assert validity.state(sheet, MISSING) == "voided"
    assert (
        validity.state(replace(sheet, version=6, submitted_at=NOW, submission=SENT), MISSING)
        == "approved"
    )


def test_an_edit_and_something_missing_are_told_apart() -> None:
    assert "was edited after its approval" in why(Sheet(version=6))
    assert "found to lack something" in why(Sheet(version=5))


def test_a_sheet_that_was_opened_again_says_so_and_whether_it_was_edited() -> None:
    assert "opened again, nothing was edited" in why(Sheet(version=6, submission=SENT))
    assert "opened again and edited" in why(Sheet(version=7, submission=SENT))


def test_an_approval_given_after_the_reopening_is_void_by_an_edit_like_any_other() -> None:
    earlier = replace(SENT, submitted_at=NOW - timedelta(hours=1))
    assert "was edited after its approval" in why(Sheet(version=6, submission=earlier))
