"""Reading submissions: what was sent is shown as it was sent; who opens a file is on record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.appraisal.reading_submissions import SentSheet
from chalicelib.actions.evidence import attaching
from chalicelib.domain.errors import NotFound
from chalicelib.store import audit
from tests import sheet_story as story
from tests.documents import signing
from tests.fake_aws import Aws, told_once
from tests.scoring_story import MEMBER
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR

SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _filled(aws: Aws) -> None:
    story.load()
    story.fill()
    story.attach(aws)


def send(aws: Aws) -> SentSheet:
    story.approve()
    story.sign(aws)
    story.submit()
    return sent()


def sent() -> SentSheet:
    found = reading_submissions.find_sent(story.place())
    assert found is not None
    return found


def test_a_sheet_that_is_approved_and_signed_is_not_shown_before_it_is_submitted(aws: Aws) -> None:
    story.approve()
    story.sign(aws)
    assert reading_submissions.find_sent(story.place()) is None
    receipt = story.submit()
    assert (sent().receipt, sent().unchanged) == (receipt, True)


def test_once_it_is_open_again_the_submission_stays_in_sight_and_an_edit_of_a_file_shows(
    aws: Aws,
) -> None:
    first = send(aws)
    story.reopen(SOON)
    assert sent() == first
    attaching.remove(story.place(SOON), "e1", EDITOR.email, SOON)
    assert (sent().receipt, sent().report, sent().unchanged) == (first.receipt, first.report, False)


def test_the_report_that_was_sent_is_opened_not_a_newer_one_that_was_not(aws: Aws) -> None:
    first = send(aws)
    story.reopen(SOON)
    story.approve("approve-2", SOON)
    newer = story.sign(aws, "r2", signing.signed(), SOON)
    link = reading_submissions.open_report(story.place(), MEMBER, SOON)
    assert f"versionId={first.report.version_id}" in link["url"]
    assert newer.version_id not in link["url"]
    assert link["expires_at"] == SOON + timedelta(minutes=5)


def test_who_opened_the_report_or_a_file_also_a_removed_one_is_on_record(aws: Aws) -> None:
    attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    report = send(aws).report
    reading_submissions.open_report(story.place(), MEMBER, SOON)
    reading_submissions.open_evidence(story.place(), "e1", MEMBER, SOON + timedelta(seconds=1))
    opened = [act for act in audit.list_acts(ROUND) if act.act.startswith("open_")]
    assert [(act.act, act.subject, act.by) for act in opened[-2:]] == [
        ("open_report", "so-a", MEMBER.email),
        ("open_evidence", "so-a/e1", MEMBER.email),
    ]
    assert report.sha256 in opened[-2].details


def test_what_is_not_there_is_not_opened_and_puts_nothing_on_record() -> None:
    before = story.acts()
    with pytest.raises(NotFound):
        reading_submissions.open_report(story.place(), MEMBER, NOW)
    with pytest.raises(NotFound):
        reading_submissions.open_evidence(story.place(), "e2", MEMBER, NOW)
    assert story.acts() == before


def test_a_file_that_was_not_sent_is_not_opened_for_the_council(aws: Aws) -> None:
    with pytest.raises(NotFound):
        reading_submissions.open_sent(story.place(), "e1", MEMBER, NOW)
    send(aws)
    assert "url" in reading_submissions.open_sent(story.place(), "e1", MEMBER, NOW)
    story.reopen(SOON)
    attaching.remove(story.place(SOON), "e1", EDITOR.email, SOON)
    assert "url" in reading_submissions.open_sent(story.place(SOON), "e1", MEMBER, SOON)
