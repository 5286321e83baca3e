"""Approving: by the leader alone, one exact state of the sheet, with a report that can be read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.actions.assessment import approving
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.errors import ApprovalMissing, ChangedMeanwhile, Forbidden, Invalid
from chalicelib.store import sheets
from tests import sheet_story as story
from tests.documents import signing
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY, LEADER, PDF
from tests.small_round import NOW, VALUES
from tests.survey_story import EDITOR

SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def report() -> SignedReport | None:
    return approving.state(story.place()).report


def test_nobody_but_the_leader_approves_and_the_sheet_stays_as_it_was() -> None:
    story.fill()
    before = story.sheet()
    with pytest.raises(Forbidden):
        approving.approve(story.place(), "approve-1", before.version, EDITOR, NOW)
    assert story.sheet() == before
    assert sheets.find_save(KEY, "approve-1") is None


def test_an_incomplete_sheet_is_not_approved_and_every_leaf_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        story.approve()
    told = {problem.at for problem in refused.value.errors if problem.code == "value_missing"}
    assert told == set(VALUES)
    assert (story.sheet().approval, sheets.list_saves(KEY)) == (None, [])


def test_a_sheet_that_was_edited_since_the_leader_saw_it_is_not_approved() -> None:
    story.fill()
    seen = story.sheet().version
    story.save("1.2", value={"count": 1})
    with pytest.raises(ChangedMeanwhile, match="look at it again"):
        approving.approve(story.place(), "approve-1", seen, LEADER, NOW)
    assert story.sheet().approval is None


def test_an_approval_sent_twice_is_one_approval_of_the_first_instant() -> None:
    story.fill()
    seen = story.sheet().version

    def approve(now: datetime) -> Approval:
        return approving.approve(story.place(now), "approve-1", seen, LEADER, now)

    first = approve(NOW)
    assert approve(SOON) == first == story.sheet().approval
    assert (first.version, first.approved_by) == (seen + 1, LEADER.email)


def test_an_edit_voids_the_approval_for_a_report_that_was_uploaded_and_for_a_new_one(
    aws: Aws,
) -> None:
    story.fill()
    story.approve()
    form = approving.report_form(story.place(), PDF, EDITOR.email, lambda: "r1", NOW)
    story.put(aws, form["fields"]["key"])
    story.save("1.2", value={"count": 1})
    with pytest.raises(ApprovalMissing):
        approving.take_report(story.place(), "r1", EDITOR.email, NOW)
    with pytest.raises(ApprovalMissing):
        approving.report_form(story.place(), PDF, EDITOR.email, lambda: "r2", NOW)
    assert (approving.state(story.place()).state, report()) == ("voided", None)


def test_a_report_recorded_twice_is_one_and_a_later_one_takes_its_place(aws: Aws) -> None:
    story.fill()
    story.approve()
    first = story.sign(aws)
    assert approving.take_report(story.place(SOON), "r1", LEADER.email, SOON) == first
    later = story.sign(aws, "r2", signing.signed(), SOON)
    assert report() == later != first


def test_a_report_that_cannot_be_read_is_refused_and_the_earlier_one_stays(aws: Aws) -> None:
    story.fill()
    story.approve()
    first = story.sign(aws)
    with pytest.raises(Invalid) as refused:
        story.sign(aws, "r2", signing.encrypted())
    assert [problem.code for problem in refused.value.errors] == ["unreadable"]
    assert report() == first


def test_an_edit_while_the_report_is_read_wins_and_the_report_is_not_recorded(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.fill()
    story.approve()
    record = sheets.record_report

    def late(key: str, approval: Approval, now: datetime) -> bool:
        story.save("1.2", value={"count": 1})
        return record(key, approval, now)

    monkeypatch.setattr(sheets, "record_report", late)
    with pytest.raises(ChangedMeanwhile):
        story.sign(aws)
    assert report() is None
    assert story.sheet().entry("1.2").value == {"count": 1}
