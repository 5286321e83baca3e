"""Supplementing: after a unit's first result, beside what it sent, with a digest of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.assessment import saving, supplementing
from chalicelib.actions.evidence import attaching
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import scheduling
from chalicelib.domain.assessment import validity
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Invalid, NotSubmitted, WindowClosed
from chalicelib.store import evidence
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER, OPS, open_window


@pytest.fixture(autouse=True)
@told_once
def _appraised(aws: Aws) -> None:
    """The council has appraised so-a; the first pass is open until LATER, supplements after it."""
    story.load()
    open_window("appraisal_first")
    open_window("supplement", LATER + timedelta(hours=1))
    scoring_story.appraise("so-a", {"1.2": {"count": 2}})


def here() -> Place:
    return supplementing.place(ROUND, "so-a", NOW)


def add(change: Change) -> None:
    saving.save(here(), f"add-{change.leaf}-{change.version}", [change], EDITOR.email, NOW)


def test_who_sent_nothing_has_nothing_to_supplement_also_after_the_first_pass() -> None:
    with pytest.raises(NotSubmitted):
        supplementing.require_ready(here(), LATER)


def test_the_first_result_and_with_it_the_supplement_waits_for_the_close_of_the_pass(
    aws: Aws,
) -> None:
    story.send(aws)
    before = LATER - timedelta(milliseconds=1)
    assert supplementing.first_result(here(), before) is None
    with pytest.raises(WindowClosed):
        supplementing.require_ready(here(), before)
    result = supplementing.first_result(here(), LATER)
    assert result is not None and result["1.2"].value == {"count": 2}
    supplementing.require_ready(here(), LATER)


def test_while_the_pass_is_longer_for_one_unit_only_that_unit_waits(aws: Aws) -> None:
    story.send(aws)
    until = LATER + timedelta(minutes=30)
    scheduling.open_for_unit(ROUND, "so-a", "appraisal_first", until, "gia hạn", OPS, NOW)
    assert supplementing.first_result(here(), LATER) is None
    other = supplementing.place(ROUND, "so-b", NOW)
    assert supplementing.first_result(other, LATER) is not None
    assert supplementing.first_result(here(), until) is not None


def test_what_is_added_has_its_own_digest_and_leaves_the_submission_as_it_was(aws: Aws) -> None:
    story.send(aws)
    before, files = story.sheet(), evidence.list_confirmed(KEY)
    assert supplementing.get(here()).digest == ""
    add(Change("1.2", 0, explanation="có thêm văn bản"))
    explained = supplementing.get(here()).digest
    added = story.attach(aws, "e2", "1.2", "supplement")
    whole = supplementing.get(here())
    assert whole.files == [added] and whole.sheet.entry("1.2").explanation == "có thêm văn bản"
    assert whole.digest == validity.digest_of(ROUND, "so-a", whole.sheet, [added]) != explained
    assert (story.sheet(), evidence.list_confirmed(KEY)) == (before, files)


def test_a_file_alone_is_a_supplement_and_a_removed_one_is_none_of_it(aws: Aws) -> None:
    story.attach(aws, "e2", "1.2", "supplement")
    with_file = supplementing.get(here())
    attaching.remove(here(), "e2", EDITOR.email, NOW)
    without = supplementing.get(here())
    assert (len(with_file.files), without.files) == (1, [])
    assert with_file.digest and without.digest not in ("", with_file.digest)


def test_no_value_is_supplemented_and_then_nothing_of_the_save_is_kept() -> None:
    with pytest.raises(Invalid):
        add(Change("1.2", 0, {"count": 3}, "thêm"))
    assert supplementing.get(here()).sheet.entries == {}
