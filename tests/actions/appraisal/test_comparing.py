"""Comparing: one criterion of all units, each with what it sent and what it was given."""

from __future__ import annotations

import pytest

from chalicelib.actions.appraisal import comparing
from chalicelib.actions.appraisal.comparing import ComparedUnit
from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story
from tests import sheet_story as story
from tests.calls import counted
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, open_window


@pytest.fixture(autouse=True)
@told_once
def _sent(aws: Aws) -> None:
    story.load()
    story.fill()
    story.attach(aws, "e1", "1.1.1")
    story.approve()
    story.sign(aws)
    story.submit()
    open_window("appraisal_first")


def across(code: str) -> dict[str, ComparedUnit]:
    index, _, leaf = comparing.find_leaf(ROUND, "departments", code, NOW)
    return {case.unit.id: case for case in comparing.across(ROUND, index, leaf, NOW)}


def test_every_unit_of_the_index_has_its_case() -> None:
    scoring_story.assess("so-b")
    scoring_story.appraise("so-a", {"1.1.1": {"level": "khong"}})
    cases = across("1.1.1")
    assert list(cases) == ["so-a", "so-b"]
    sent = cases["so-a"]
    assert (sent.own.value, sent.own.explanation) == (VALUES["1.1.1"], "vì thế")
    assert [file.id for file in sent.files] == ["e1"]
    assert (sent.passes[1].value, sent.passes[1].explanation) == ({"level": "khong"}, "nhận xét")
    assert sent.passes[2].version == 0
    assert sent.doubts == ["file"]  # it waits for its inspection


def test_files_are_read_once_for_each_unit_that_sent_something(aws: Aws) -> None:
    across("1.1.1")  # the round is read once
    with counted() as calls:
        cases = across("1.1.1")
    assert [file.id for file in cases["so-a"].files] == ["e1"]
    assert calls["Query"] == 2  # the rulings, and the files of so-a with their inspections


def test_what_was_not_sent_is_not_shown() -> None:
    scoring_story.assess("so-b")
    case = across("1.2")["so-b"]
    assert (case.own.value, case.files, case.doubts) == (None, [], ["not_sent"])


def test_a_sheet_that_is_open_again_shows_what_was_sent() -> None:
    story.reopen(LATER)
    story.save("1.2", "save-0009", LATER, value={"count": 1}, explanation="sửa")
    case = across("1.2")["so-a"]
    assert (case.own.value, case.own.explanation) == (VALUES["1.2"], "vì thế")


def test_a_unit_to_which_the_leaf_does_not_apply_is_said_to_be_one() -> None:
    scoring_story.rule(Ruling("not_applicable", "so-b", leaf="1.2", reason="không có"))
    assert {unit: case.applies for unit, case in across("1.2").items()} == {
        "so-a": True,
        "so-b": False,
    }


def test_a_leaf_belongs_to_its_index() -> None:
    for index, code in (("departments", "9.9"), ("districts", "1.2"), ("khac", "1.2")):
        with pytest.raises(NotFound):
            comparing.find_leaf(ROUND, index, code, NOW)
