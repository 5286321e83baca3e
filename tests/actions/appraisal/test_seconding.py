"""A second score is given blind, by whom it was dealt to, and enters no result."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions import places
from chalicelib.actions.appraisal import seconding
from chalicelib.actions.results import browsing, drafting, gathering
from chalicelib.actions.rounds import current, scheduling
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import ChangedMeanwhile, Forbidden, Invalid, WindowClosed
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import sheets
from tests import council_story, scoring_story, sheet_story, survey_story
from tests import second_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, to
from tests.fake_aws import Aws, told_once
from tests.scoring_story import AFTER, EXTERNAL
from tests.second_story import draw, second
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, OPS


@pytest.fixture
@told_once
def drawn(aws: Aws) -> None:
    story.load("1")
    draw()


def place(unit: str = "so-a") -> places.Place:
    return places.place(ROUND, unit, "appraisal_first", NOW)


def test_a_second_score_is_kept_apart_with_its_author(drawn: None) -> None:
    by, leaf = story.drawn_case()
    second(by, leaf, VALUES[leaf])
    entry = seconding.own_scores(place(), by)[1].entry(leaf)
    assert (entry.value, entry.explanation, entry.saved_by) == (VALUES[leaf], "theo tôi", by.email)
    assert sheets.get(place().key).entries == {}
    other = CHAIR if by == BINH else BINH
    assert seconding.own_scores(place(), other)[1].entries == {}


def test_the_list_tells_what_is_to_be_scored_and_what_is(drawn: None) -> None:
    by, leaf = story.drawn_case()
    before = seconding.to_score(ROUND, by, NOW)
    assert {each.leaf.code for each in before if each.unit.id == "so-a"} == set(story.dealt(by))
    assert not any(each.given for each in before)
    second(by, leaf, VALUES[leaf])
    after = seconding.to_score(ROUND, by, NOW)
    assert [(each.unit.id, each.leaf.code) for each in after if each.given] == [("so-a", leaf)]
    assert seconding.to_score(ROUND, AN, NOW) == []


@pytest.mark.parametrize("person", [AN, SECRETARY, BINH, CHAIR])
def test_only_to_whom_it_was_dealt_may_score_it(drawn: None, person: Any) -> None:
    by, leaf = story.drawn_case()
    if person == by:
        leaf = story.dealt(CHAIR if by == BINH else BINH)[0]
    with pytest.raises(Forbidden):
        second(person, leaf, {"points": "1"})
    assert seconding.own_scores(place(), by)[1].entries == {}


def test_the_first_appraiser_of_today_is_no_second_though_it_was_dealt_to_him(drawn: None) -> None:
    by, leaf = story.drawn_case()
    assign(to(AN, "1"), to(AN, "2"), to(by, leaf, "so-a"), version=1)
    with pytest.raises(Forbidden):
        second(by, leaf, VALUES[leaf])
    assert leaf not in seconding.hidden(place(), by, NOW)


def test_the_author_of_the_first_value_is_no_second(aws: Aws) -> None:
    story.load("1")
    draw()
    by, leaf = story.drawn_case()
    assign(to(AN, "1"), to(AN, "2"), to(by, leaf, "so-a"), version=1)
    story.first(by, leaf, VALUES[leaf])
    assign(to(AN, "1"), to(AN, "2"), version=2)
    with pytest.raises(Forbidden):
        second(by, leaf, VALUES[leaf])


def test_at_the_own_unit_nobody_scores_anything(drawn: None) -> None:
    by, leaf = story.drawn_case()
    assign(to(AN, "1"), to(AN, "2"), own=[council_story.works_at(by, "so-a")], version=1)
    with pytest.raises(Forbidden):
        second(by, leaf, VALUES[leaf])


def test_of_two_scores_on_one_version_one_is_refused_with_both_values(drawn: None) -> None:
    by, leaf = story.drawn_case()
    second(by, leaf, VALUES[leaf])
    with pytest.raises(ChangedMeanwhile):
        second(by, leaf, VALUES[leaf], save_id="save-0002")
    second(by, leaf, VALUES[leaf], 1, "save-0003")


def test_another_value_than_the_unit_s_needs_a_reason_and_a_bad_one_is_named(
    drawn: None, aws: Aws
) -> None:
    by, leaf = next((by, "1.2") for by in (BINH, CHAIR) if "1.2" in story.dealt(by))
    sheet_story.save("2.2", "save-0009", version=0, explanation="bản giấy")
    sheet_story.approve()
    sheet_story.sign(aws)
    sheet_story.submit()
    changes = [Change(leaf, 0, {"count": 1})]
    with pytest.raises(Invalid) as refused:
        seconding.score(place(), "save-0001", changes, by, NOW)
    assert [problem.code for problem in refused.value.errors] == ["reason_missing"]
    with pytest.raises(Invalid):
        second(by, leaf, {"count": -1})


def test_after_the_pass_no_second_score_is_taken(drawn: None) -> None:
    by, leaf = story.drawn_case()
    at = places.place(ROUND, "so-a", "appraisal_first", LATER)
    with pytest.raises(WindowClosed):
        seconding.score(at, "save-0001", [Change(leaf, 0, VALUES[leaf], "x")], by, LATER)


def test_none_is_taken_of_a_unit_for_which_the_final_pass_is_opened_again_alone(
    drawn: None,
) -> None:
    by, leaf = story.drawn_case()
    survey_story.open_window("appraisal_final")
    again, until = LATER + timedelta(hours=1), LATER + timedelta(hours=9)
    scheduling.open_for_unit(ROUND, "so-a", "appraisal_final", until, "bổ sung", OPS, again)
    current.forget(ROUND)
    at = places.place(ROUND, "so-a", "appraisal_final", again)
    assert seconding.hidden(at, by, again) == frozenset()
    with pytest.raises(WindowClosed):
        seconding.score(at, "save-0001", [Change(leaf, 0, VALUES[leaf], "x")], by, again)


def test_second_scores_enter_no_result_and_draft_and_publication_have_the_same_bytes(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    scoring_story.load(story.document("1"))
    for unit in ("so-a", "so-b"):
        scoring_story.assess(unit)
        scoring_story.appraise(unit, scoring_story.APPRAISED)
    scoring_story.rule(EXTERNAL, Ruling("external", "so-b", leaf="3.2", value={"percent": "70"}))
    scoring_story.seal()
    council_story.enter()
    assign(to(AN, "1"), to(AN, "2"))
    before, draft, published = gathering.gather(ROUND, NOW), drafted(), publish(aws, 1)
    draw()
    score_everything()
    assert gathering.gather(ROUND, NOW) == before
    assert drafted() == draft
    assert publish(aws, 2) == published


def score_everything() -> None:
    """Every second score that was dealt is given, at the bottom of what the rule allows."""
    worst = {
        "1.1.1": {"level": "khong"},
        "1.1.2": {"numerator": "0", "denominator": "40"},
        "1.2": {"count": 0},
        "2.1.1": {"breaches": 4},
        "2.1.3": {"a": "0", "b": "4"},
        **dict.fromkeys(("2.1.2", "2.2"), {"points": "0"}),
    }
    for unit in ("so-a", "so-b"):
        for person in (BINH, CHAIR):
            for leaf in story.dealt(person, unit):
                second(person, leaf, worst[leaf], unit=unit, save_id=f"save-{leaf}-{unit}")
    kept = [sheets.get(f"{place(unit).key}/second").entries for unit in ("so-a", "so-b")]
    assert [len(entries) for entries in kept] == [7, 7]


def drafted() -> dict[str, bytes]:
    """The files of a draft of the departments; the same inputs are the same draft, number 1."""
    (made, _) = drafting.draft(ROUND, ("departments",), OPS.email, "asked", AFTER)["departments"]
    assert made.number == 1
    return {name: drafting.read(made, name) for name in ("ranking.json", "details.json")}


def publish(aws: Aws, number: int) -> dict[str, Any]:
    """What is published: the ranking without the frame of its version, its table, and every file of
    the public bundle but those that tell the version.
    """
    scoring_story.ask(f"job-{number}", reason="" if number == 1 else "in lại")
    assert scoring_story.work(aws) == 1
    ranking = json.loads(browsing.ranking(ROUND, "departments", "json").read())
    assert ranking["version"] == number
    for name in ("version", "status", "published_at", "reason", "supersedes"):
        del ranking[name]
    bundle = zipfile.ZipFile(io.BytesIO(browsing.bundle(ROUND, "departments").read()))
    told = {"publication.json", "datapackage.json"}
    files = {name: bundle.read(name) for name in bundle.namelist() if name not in told}
    return {"ranking": json.dumps(ranking), "csv": _rows(), "files": files}


def _rows() -> bytes:
    return browsing.ranking(ROUND, "departments", "csv").read()
