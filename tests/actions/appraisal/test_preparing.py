"""Preparing: a proposal is on record beside the member's value and counts for nothing by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import preparing
from chalicelib.actions.results import gathering
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import ChangedMeanwhile, Forbidden, WindowClosed
from chalicelib.store import sheets
from tests import council_story as story
from tests.council_story import AN, BINH, SECRETARY, appraise, assign, prepare, to, works_at
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, open_window

TWO, THREE = Change("1.2", 0, {"count": 2}, "thiếu một"), Change("1.2", 0, {"count": 3}, "đủ")


@pytest.fixture(autouse=True)
@told_once
def _council(aws: Aws) -> None:
    story.load()
    assign(to(AN, "1", helpers=[BINH]), own=[works_at(BINH, "so-b")])


def proposed(unit: str = "so-a") -> dict[str, tuple[object, str]]:
    sheet = preparing.proposals(ROUND, unit, NOW)[1]
    return {leaf: (entry.value, entry.saved_by) for leaf, entry in sheet.entries.items()}


def test_a_proposal_is_kept_with_its_author_and_the_members_sheet_stays_empty() -> None:
    prepare(BINH, TWO)
    assert proposed() == {"1.2": ({"count": 2}, BINH.email)}
    assert sheets.get(f"{ROUND}/so-a/1").entries == {}
    assert not gathering.gather(ROUND, NOW).appraisals


def test_the_member_confirms_by_saving_and_both_stay_on_record() -> None:
    prepare(BINH, TWO)
    appraise(AN, TWO)
    entry = sheets.get(f"{ROUND}/so-a/1").entry("1.2")
    assert (entry.value, entry.saved_by) == ({"count": 2}, AN.email)
    assert proposed() == {"1.2": ({"count": 2}, BINH.email)}


def test_who_is_no_helper_of_a_criterion_proposes_nothing_and_each_is_named() -> None:
    with pytest.raises(Forbidden) as refused:
        prepare(BINH, TWO, Change("2.1.1", 0, {"breaches": 1}), Change("2.2", 0, {"points": "1"}))
    assert [each.at for each in refused.value.errors] == ["2.1.1", "2.2"]
    assert proposed() == {}


def test_a_helper_prepares_nothing_of_the_own_unit() -> None:
    with pytest.raises(Forbidden) as refused:
        prepare(BINH, TWO, unit="so-b")
    assert [(each.at, each.code) for each in refused.value.errors] == [("1.2", "own_unit")]


def test_two_who_prepare_see_each_others_proposal_before_they_replace_it() -> None:
    prepare(BINH, TWO)
    with pytest.raises(ChangedMeanwhile):
        prepare(SECRETARY, THREE)
    prepare(SECRETARY, Change("1.2", 1, {"count": 3}, "đủ"))
    assert proposed() == {"1.2": ({"count": 3}, SECRETARY.email)}
    assert len(sheets.list_saves(f"{ROUND}/so-a/1/prepared")) == 2


def test_proposals_are_taken_while_the_pass_is_open_also_after_it_was_extended() -> None:
    prepare(BINH, TWO)
    later = LATER + timedelta(hours=1)
    open_window("appraisal_first", later)
    at = places.place(ROUND, "so-a", "appraisal_first", LATER)
    again = Change("1.2", 1, {"count": 3})
    preparing.prepare(at, "save-0002", [again], BINH, LATER + timedelta(minutes=1))
    with pytest.raises(WindowClosed):
        preparing.prepare(at, "save-0003", [Change("1.2", 2, {"count": 1})], BINH, later)
    assert proposed()["1.2"] == ({"count": 3}, BINH.email)
