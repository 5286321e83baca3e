"""Attaching: a file counts once it is confirmed, as it was then, and never again once removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.actions.evidence import attaching
from chalicelib.actions.evidence.attaching import Upload
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, WindowClosed
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.store import evidence
from tests import sheet_story as story
from tests.documents import signing
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY, PDF
from tests.small_round import NOW
from tests.survey_story import EDITOR, LATER

SOON = NOW + timedelta(minutes=1)
NUMBER_12, NUMBER_13 = Paper(number="12/KH"), Paper(number="13/KH")


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def confirm(paper: Paper = NUMBER_12, now: datetime = NOW) -> EvidenceFile:
    return attaching.confirm(story.place(now), "e1", ["1.1.1"], paper, now)


def describe(paper: Paper, seen: int) -> EvidenceFile:
    return attaching.describe(story.place(), "e1", ["1.1.1"], paper, seen, NOW)


def test_with_one_bad_file_no_form_is_given_out_for_any() -> None:
    ids = iter(["e1", "e2"])
    spreadsheet = Upload("Bảng tính.xlsx", 1000, "application/vnd.ms-excel")
    with pytest.raises(Invalid) as refused:
        attaching.forms(story.place(), [PDF, spreadsheet], EDITOR.email, lambda: next(ids), NOW)
    assert [problem.at for problem in refused.value.errors] == ["files[1].type"]
    with pytest.raises(NotFound):
        evidence.get(KEY, "e1")


def test_confirmed_twice_a_file_is_one_and_edits_the_sheet_once(aws: Aws) -> None:
    story.upload(aws, "e1")
    assert attaching.list_files(story.place()) == []
    first = confirm()
    assert confirm(now=SOON) == first
    assert (attaching.list_files(story.place()), story.sheet().version) == ([first], 1)
    with pytest.raises(ChangedMeanwhile):
        confirm(NUMBER_13)
    assert attaching.list_files(story.place()) == [first]


def test_what_is_put_there_after_the_confirmation_is_not_the_evidence(aws: Aws) -> None:
    story.upload(aws, "e1")
    first = confirm()
    story.put(aws, first.key, signing.signed())
    assert confirm() == first
    assert f"versionId={first.version_id}" in attaching.link(story.place(), "e1", NOW)["url"]


def test_what_is_no_pdf_never_becomes_evidence(aws: Aws) -> None:
    story.upload(aws, "e1", b"PK\x03\x04 a spreadsheet")
    with pytest.raises(Invalid):
        confirm()
    assert evidence.list_all(KEY) == []
    assert story.sheet().version == 0


def test_after_the_deadline_nothing_is_confirmed_but_what_was_confirmed_is_told_so(
    aws: Aws,
) -> None:
    story.upload(aws, "e1")
    first = confirm()
    story.upload(aws, "e2")
    assert confirm(now=LATER) == first
    with pytest.raises(WindowClosed):
        attaching.confirm(story.place(LATER), "e2", ["1.1.1"], Paper(), LATER)
    with pytest.raises(WindowClosed):
        attaching.remove(story.place(LATER), "e1", EDITOR.email, LATER)
    assert attaching.list_files(story.place()) == [first]


def test_a_description_replaces_the_one_that_was_seen_alone(aws: Aws) -> None:
    story.upload(aws, "e1")
    seen = confirm().edition
    changed = describe(NUMBER_13, seen)
    assert (changed.paper, changed.edition) == (NUMBER_13, seen + 1)
    assert describe(NUMBER_13, seen) == changed  # sent again
    with pytest.raises(ChangedMeanwhile):
        describe(Paper(official=False), seen)
    assert attaching.list_files(story.place()) == [changed]
    assert story.sheet().version == 2


def test_a_removed_file_stays_on_record_with_who_removed_it_first(aws: Aws) -> None:
    story.upload(aws, "e1")
    confirm()
    removed = attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    assert attaching.remove(story.place(SOON), "e1", "khac@example.test", SOON) == removed
    assert evidence.list_all(KEY) == [removed]
    assert (removed.removed_at, removed.removed_by) == (NOW, EDITOR.email)
    assert (attaching.list_files(story.place()), story.sheet().version) == ([], 2)
    with pytest.raises(NotFound):
        describe(NUMBER_13, removed.edition)
    with pytest.raises(NotFound):
        confirm()
    assert "http" in attaching.link(story.place(), "e1", NOW)["url"]


def test_a_removal_that_meets_a_change_removes_the_changed_file(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.upload(aws, "e1")
    confirm()
    record, others = evidence.record, iter([NUMBER_13])

    def late(sheet: str, file: EvidenceFile, now: datetime, before: int | None = None) -> bool:
        for paper in others:
            describe(paper, 0)
        return record(sheet, file, now, before)

    monkeypatch.setattr(evidence, "record", late)
    removed = attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    assert (removed.paper, removed.edition) == (NUMBER_13, 2)
    assert evidence.list_all(KEY) == [replace(removed, removed_by=EDITOR.email)]
