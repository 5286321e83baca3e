"""Checking receipts: a receipt or a digest shows its own sheet alone, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.actions.assessment import checking_receipts
from chalicelib.actions.assessment.checking_receipts import CheckedApproval, CheckedReceipt
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.errors import TooManyRequests
from chalicelib.domain.people import attempts
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def check(held: Receipt, source: str = HERE) -> CheckedReceipt:
    found = checking_receipts.receipt(held, source, SOON)
    assert found is not None
    return found


def check_print(digest: str, unit: str = "so-a", source: str = HERE) -> CheckedApproval | None:
    return checking_receipts.approval(ROUND, unit, digest, source, SOON)


def test_a_receipt_stands_until_the_sheet_is_opened_and_is_replaced_by_the_next(aws: Aws) -> None:
    first = story.send(aws)
    assert (check(first).state, check(first).unchanged) == ("stands", True)
    story.reopen(SOON)
    assert (check(first).state, check(first).unchanged) == ("reopened", True)
    story.save("1.2", "save-0003", SOON, value={"count": 1})
    assert (check(first).state, check(first).unchanged) == ("reopened", False)
    second = story.send_again(aws, SOON)
    assert (check(first).state, check(first).latest) == ("replaced", second)
    assert (check(second).state, check(second).unchanged) == ("stands", True)


def test_a_print_is_known_by_its_approval_then_by_its_submission(aws: Aws) -> None:
    story.fill()
    approval = story.approve()
    found = check_print(approval.digest)
    assert found is not None
    assert (found.approval, found.submission, found.unchanged) == (approval, None, None)
    story.sign(aws)
    receipt = story.submit()
    found = check_print(receipt.digest)
    assert found is not None
    assert (found.submission, found.unchanged) == (receipt, True)


def test_a_print_whose_approval_is_void_is_known_but_approved_no_more() -> None:
    story.fill()
    digest = story.approve().digest
    story.save("1.2", value={"count": 1})
    found = check_print(digest)
    assert found is not None
    assert (found.approval, found.submission, found.unchanged) == (None, None, None)


def test_a_digest_that_is_not_the_units_own_opens_nothing(aws: Aws) -> None:
    digest = story.send(aws).digest
    for unit, tried in (("so-b", digest), ("so-z", digest), ("so-a", "0" * 64)):
        assert check_print(tried, unit) is None


def test_a_check_changes_neither_the_sheet_nor_the_record(aws: Aws) -> None:
    receipt = story.send(aws)
    before = story.sheet(), story.acts()
    check(receipt)
    check_print(receipt.digest)
    assert (story.sheet(), story.acts()) == before


def test_genuine_receipts_and_guessed_digests_count_for_their_network_forgeries_do_not(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = story.send(aws)
    monkeypatch.setattr(attempts, "CHECKS_PER_NETWORK", 2)
    forged = replace(receipt, on_time=False)
    assert [checking_receipts.receipt(forged, HERE, SOON) for _ in range(3)] == [None] * 3
    check(receipt)
    check_print("0" * 64)
    with pytest.raises(TooManyRequests):
        check(receipt)
    with pytest.raises(TooManyRequests):
        check_print(receipt.digest)
    assert check(receipt, ELSEWHERE).state == "stands"
    assert checking_receipts.receipt(receipt, HERE, SOON + attempts.STEP) is not None
