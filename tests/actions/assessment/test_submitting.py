"""Submitting: complete, approved and signed, once; what is sent is what its receipt says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.assessment import submitting
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import (
    AlreadySubmitted,
    ApprovalMissing,
    Invalid,
    NotFound,
    Refusal,
    ReportMissing,
    WindowClosed,
)
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import evidence, sheets
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER

SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def refused(why: type[Refusal], save_id: str = "submit-01") -> None:
    """A submission is refused for that reason, and nothing has changed."""
    before, saves = story.sheet(), len(sheets.list_saves(KEY))
    with pytest.raises(why):
        story.submit(save_id)
    assert (story.sheet(), len(sheets.list_saves(KEY))) == (before, saves)


def test_each_step_before_it_is_asked_for_and_until_then_nothing_is_sent(aws: Aws) -> None:
    refused(Invalid)
    story.fill()
    refused(ApprovalMissing)
    story.approve()
    refused(ReportMissing)
    story.sign(aws)
    story.submit()
    assert story.sheet().submitted_at == NOW


def test_the_receipt_is_of_exactly_what_is_in_the_store(aws: Aws) -> None:
    story.attach(aws)
    receipt = story.send(aws)
    sheet, files = story.sheet(), evidence.list_confirmed(KEY)
    assert receipt.digest == sheet.digest == validity.digest_of(ROUND, "so-a", sheet, files)
    assert sheet.sent is not None
    assert (receipt.report_sha256, receipt.report_version) == (
        sheet.sent.sha256,
        sheet.sent.version_id,
    )
    kept = sheets.find_save(KEY, "submit-01")
    assert kept is not None and (kept.by, kept.saved_at) == (EDITOR.email, NOW)


def test_sent_twice_also_after_the_deadline_it_is_one_submission_with_one_receipt(aws: Aws) -> None:
    receipt = story.send(aws)
    version = story.sheet().version
    assert story.submit(now=SOON) == story.submit(now=LATER) == receipt
    assert story.sheet().version == version
    refused(AlreadySubmitted, "submit-02")


def test_a_file_that_comes_between_voids_the_approval_and_nothing_is_sent(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.fill()
    story.approve()
    story.sign(aws)
    record, files = sheets.record, iter(["e1"])

    def late(key: str, after: Sheet, entry: Save) -> bool:
        for file in files:
            story.attach(aws, file)
        return record(key, after, entry)

    monkeypatch.setattr(sheets, "record", late)
    with pytest.raises(ApprovalMissing):
        story.submit()
    assert story.sheet().submitted_at is None
    assert sheets.find_save(KEY, "submit-01") is None


def test_at_the_deadline_it_is_too_late(aws: Aws) -> None:
    story.fill()
    story.approve()
    story.sign(aws)
    with pytest.raises(WindowClosed):
        story.submit(now=LATER)
    assert story.sheet().submitted_at is None


def test_a_leaf_that_does_not_apply_holds_up_no_submission(aws: Aws) -> None:
    story.fill()
    story.save("1.2", value=None)
    refused(Invalid)
    scoring_story.rule(Ruling("not_applicable", "so-a", leaf="1.2", reason="không có"))
    story.approve()
    story.sign(aws)
    assert story.submit().on_time


def test_every_receipt_stays_on_record_the_newest_first(aws: Aws) -> None:
    assert submitting.issued(story.place()) == []
    with pytest.raises(NotFound):
        submitting.receipt(story.place())
    first = story.send(aws)
    assert submitting.issued(story.place()) == [(first, "stands")]
    story.reopen(SOON)
    assert submitting.issued(story.place()) == [(first, "reopened")]
    second = story.send_again(aws, SOON)
    assert submitting.issued(story.place()) == [(second, "stands"), (first, "replaced")]
    assert submitting.receipt(story.place()) == second
