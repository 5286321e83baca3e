"""An approval is void by an edit, by what is found missing, and by the submission that used it; it
says by which.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.approvals import Approval
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.errors import ApprovalMissing, ChangedMeanwhile, Problem
from chalicelib.domain.evidence.files import EvidenceFile, Paper
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


def test_a_leader_approves_the_version_that_was_seen_and_no_other() -> None:
    validity.require_version(Sheet(version=5), 5)
    for seen in (4, 6):
        with pytest.raises(ChangedMeanwhile):
            validity.require_version(Sheet(version=5), seen)


def test_a_submission_needs_an_approval_that_holds_and_is_told_why_it_has_none() -> None:
    assert validity.require_approval(Sheet(version=5, approval=GIVEN)) == GIVEN
    with pytest.raises(ApprovalMissing, match="leader has not approved yet"):
        validity.require_approval(Sheet(version=5))
    with pytest.raises(ApprovalMissing, match="edited after its approval"):
        validity.require_approval(Sheet(version=6, approval=GIVEN))
    with pytest.raises(ApprovalMissing, match="found to lack something") as refused:
        validity.require_approval(Sheet(version=5, approval=GIVEN), MISSING)
    assert refused.value.errors == tuple(MISSING)


ENTRIES = {"1.2": Entry({"count": 3}, "vì"), "2.1.1": Entry({"breaches": 1})}
FILES = [
    EvidenceFile(
        name, "a.pdf", "k", "an@example.test", NOW, ("1.2",), 9, "ab", "v1", NOW, Paper(True, "12")
    )
    for name in ("e1", "e2")
]


def digest(entries: dict[str, Entry], files: list[EvidenceFile]) -> str:
    return validity.digest_of("r", "so-a", Sheet(entries=entries), files)


@given(st.permutations(list(ENTRIES)), st.permutations(FILES))
def test_the_same_content_has_the_same_digest_in_any_order_and_by_any_author(
    leaves: list[str], files: list[EvidenceFile]
) -> None:
    entries = {leaf: replace(ENTRIES[leaf], version=7, saved_by="binh") for leaf in leaves}
    assert digest(entries, files) == digest(ENTRIES, FILES)


@pytest.mark.parametrize(
    "change", [{"value": {"count": 4}}, {"explanation": "rõ hơn"}, {"estimated": True}]
)
def test_whatever_the_leader_reads_of_a_leaf_is_in_the_digest(change: dict[str, Any]) -> None:
    changed = {**ENTRIES, "1.2": replace(ENTRIES["1.2"], **change)}
    assert digest(changed, FILES) != digest(ENTRIES, FILES)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "cd"},
        {"version_id": "v2"},
        {"leaves": ("1.2", "2.2")},
        {"paper": Paper(True, "12", date(2026, 3, 5))},
    ],
)
def test_every_version_of_the_evidence_and_its_document_are_in_the_digest(
    change: dict[str, Any],
) -> None:
    assert digest(ENTRIES, [replace(FILES[0], **change), FILES[1]]) != digest(ENTRIES, FILES)
    assert digest(ENTRIES, FILES[:1]) != digest(ENTRIES, FILES)
