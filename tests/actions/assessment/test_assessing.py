"""Assessing: a unit sees what counts for it, and what it still has to do."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions.assessment import assessing
from chalicelib.actions.evidence import attaching
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, VALUES
from tests.survey_story import EDITOR


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def counts() -> dict[str, int]:
    return assessing.overview(story.place())[1]


def skip(leaf: str, withdrawn: bool = False) -> None:
    scoring_story.rule(
        Ruling("not_applicable", "so-a", leaf=leaf, reason="không có", withdrawn=withdrawn)
    )


def applying(unit: str) -> set[str]:
    criteria: list[dict[str, Any]] = [
        criterion
        for area in assessing.criteria(story.place(unit=unit))["areas"]
        for criterion in area["criteria"]
    ]
    leaves = [leaf for each in criteria for leaf in each.get("leaves") or [each]]
    return {leaf["code"] for leaf in leaves if leaf["applies"]}


def test_a_genuine_zero_is_filled_and_an_explanation_alone_is_not() -> None:
    story.save("1.2", version=0, value={"count": 0})
    story.save("2.1.1", "save-0003", version=0, explanation="vì thế")
    assert counts() == {"leaves": len(VALUES), "filled": 1, "needs_explanation": 4}


def test_a_file_or_an_explanation_is_enough_and_a_removed_file_is_none(aws: Aws) -> None:
    story.save("2.2", version=0, explanation="bản giấy")
    story.attach(aws)
    assert counts()["needs_explanation"] == 2
    attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    assert counts()["needs_explanation"] == 3


def test_a_leaf_that_does_not_apply_is_not_waited_for_until_the_ruling_is_withdrawn() -> None:
    scoring_story.assess("so-a")
    skip("1.1.1")
    assert (counts()["leaves"], counts()["filled"]) == (len(VALUES) - 1, len(VALUES) - 1)
    skip("1.1.1", withdrawn=True)
    assert (counts()["leaves"], counts()["filled"]) == (len(VALUES), len(VALUES))


def test_the_criteria_say_which_leaves_do_not_apply_to_this_unit_alone() -> None:
    skip("1.1.1")
    skip("1.2")
    assert applying("so-b") - applying("so-a") == {"1.1.1", "1.2"}
    assert applying("quan-c") == {"1.1"}


def test_a_file_shows_from_its_confirmation_until_it_is_removed(aws: Aws) -> None:
    story.upload(aws, "e1")
    assert assessing.sheet(story.place())[1] == []
    kept = story.attach(aws, "e2")
    assert assessing.sheet(story.place())[1] == [kept]
    attaching.remove(story.place(), "e2", EDITOR.email, NOW)
    assert assessing.sheet(story.place())[1] == []
