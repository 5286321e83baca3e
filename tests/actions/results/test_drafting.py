"""The same inputs give the same draft; another input gives a new one that says what changed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions.results import browsing, drafting, gathering
from chalicelib.domain.errors import InputsChanged, NotFound
from chalicelib.domain.results.drafts import Draft
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import drafts as store
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

FRAME = ("version", "status", "published_at", "reason", "supersedes")


def draft(now: datetime = AFTER) -> dict[str, tuple[Draft, bool]]:
    return drafting.draft(ROUND, ("departments", "districts"), OPS.email, "asked", now)


def departments(now: datetime = AFTER) -> Draft:
    return draft(now)["departments"][0]


def test_the_same_inputs_are_the_same_draft_without_a_new_number(aws: Aws) -> None:
    story.whole()
    first = draft()
    assert {index: made.number for index, (made, _) in first.items()} == {
        "departments": 1,
        "districts": 1,
    }
    assert all(new for _, new in first.values())
    again = draft(AFTER + timedelta(days=1))
    assert again == {index: (made, False) for index, (made, _) in first.items()}
    assert len(store.list_drafts(ROUND, "departments")) == 1


def test_a_draft_says_who_asked_when_and_of_what(aws: Aws) -> None:
    story.whole()
    made = departments()
    assert (made.by, made.at, made.cause) == (OPS.email, "2026-11-20T06:00:10.000Z", "asked")
    assert (made.since, made.changed) == (None, {})
    assert made.outcome.statuses["ranked"] == 2
    assert made.outcome.survey == "no_answers"


def test_a_draft_before_sealing_has_no_survey_points_and_says_so(aws: Aws) -> None:
    story.load()
    story.appraise("so-a", story.APPRAISED)
    made = departments()
    assert made.outcome.survey == "not_sealed"
    assert made.outcome.drop_outs == ("so-b",)
    ranking = json.loads(drafting.read(made, "ranking.json"))
    assert {unit["points"]["survey"] for unit in ranking["units"] if unit["points"]} == {"0.00"}


def test_a_changed_input_makes_a_new_draft_that_names_it_and_the_units_it_moved(aws: Aws) -> None:
    story.whole()
    departments()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    made = departments()
    assert (made.number, made.since) == (2, 1)
    assert made.changed == {"inputs": 1, "elsewhere": 0, "units": 2}
    details = json.loads(drafting.read(made, "details.json"))
    assert details["inputs"] == [
        {
            "what": "external",
            "unit": "so-a",
            "leaf": "3.2",
            "part": "",
            "before": "85.3",
            "after": "60",
        }
    ]
    ranks = {
        unit["unit"]: (unit["before"]["rank"], unit["after"]["rank"]) for unit in details["units"]
    }
    assert ranks == {"so-a": (1, 2), "so-b": (2, 1)}


def test_what_changed_in_another_index_is_only_counted(aws: Aws) -> None:
    story.whole()
    draft()
    story.appraise("quan-c", {"1.1": {"points": "9"}}, version=1)
    made = draft()
    assert made["departments"][0].changed == {"inputs": 0, "elsewhere": 1, "units": 0}
    assert made["districts"][0].changed == {"inputs": 1, "elsewhere": 0, "units": 1}


def test_the_ranking_of_a_draft_is_what_is_published_but_for_what_a_publication_says_of_itself(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    story.whole()
    made = departments()
    drafted = json.loads(drafting.read(made, "ranking.json"))
    story.ask()
    story.work(aws)
    published = json.loads(browsing.ranking(ROUND, "departments", "json").read())
    assert list(drafted) == list(published)
    assert published["inputs_digest"] == f"sha256:{made.inputs_digest}"
    for name in drafted:
        assert name in FRAME or drafted[name] == published[name], name
    assert store.find_latest(ROUND, "departments") == made  # publishing made no other draft
    csv = browsing.ranking(ROUND, "departments", "csv").read()
    assert drafting.read(made, "ranking.csv") == csv


def test_who_loses_the_race_for_a_number_finds_the_same_draft(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.whole()
    add = store.add

    def overtaken(new: Draft) -> bool:
        monkeypatch.setattr(store, "add", add)
        departments()
        return store.add(new)

    monkeypatch.setattr(store, "add", overtaken)
    made, new = draft()["departments"]
    assert (made.number, new) == (1, False)
    assert len(store.list_drafts(ROUND, "departments")) == 1


def current_drafts(numbers: dict[str, int]) -> list[Draft]:
    return drafting.require_current(ROUND, numbers, gathering.gather(ROUND, AFTER))


def test_a_draft_is_current_until_an_input_changes_and_every_such_input_is_named(aws: Aws) -> None:
    story.whole()
    made = departments()
    assert current_drafts({"departments": 1}) == [made]
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    story.appraise("quan-c", {"1.1": {"points": "9"}}, version=1)
    with pytest.raises(InputsChanged) as refused:
        current_drafts({"departments": 1, "districts": 1})
    assert {problem.at for problem in refused.value.errors} == {"so-a/3.2", "quan-c/1.1"}
    with pytest.raises(NotFound):
        current_drafts({"departments": 7})


def test_a_draft_of_another_engine_is_not_current(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.whole()
    departments()
    monkeypatch.setattr(drafting, "ENGINE", "par-index 9")
    with pytest.raises(InputsChanged) as refused:
        current_drafts({"departments": 1})
    assert [problem.at for problem in refused.value.errors] == ["engine"]
    assert departments().number == 2


def test_nothing_of_a_draft_is_in_the_bucket_of_publications(aws: Aws) -> None:
    story.whole()
    draft()
    s3 = aws.client("s3")

    def keys(bucket: str) -> list[Any]:
        found = s3.list_objects_v2(Bucket=aws.environment[bucket]).get("Contents", [])
        return [each["Key"] for each in found]

    assert keys("PUBLICATIONS_BUCKET") == []
    assert len(keys("DRAFTS_BUCKET")) == 8
