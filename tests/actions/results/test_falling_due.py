"""What is due is asked for by itself, and what runs late, twice or dies changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions import ticking
from chalicelib.actions.results import asking, drafting, falling_due, publishing
from chalicelib.actions.results.asking import Wanted
from chalicelib.actions.survey import sealing
from chalicelib.aws import queues
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import closings, drafts, results
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

DRAFTS = {"departments": 1, "districts": 1}
NIGHT = datetime.fromisoformat("2026-11-20T19:00:00+00:00")  # two o'clock of the 21st in Viet Nam
CONFERENCE = AFTER + timedelta(hours=3)


def ask(now: datetime = AFTER) -> list[str]:
    return falling_due.ask(ROUND, "tick", now)


def numbers() -> list[int]:
    return [draft.number for draft in drafts.list_drafts(ROUND, "departments")]


def set_time(at: datetime = CONFERENCE) -> None:
    drafting.draft(ROUND, tuple(DRAFTS), OPS.email, "asked", AFTER)
    wanted = Wanted((), "final", "", "không điều tra", drafts=DRAFTS, typed="không có phiếu", at=at)
    asking.publication(ROUND, "conference", wanted, OPS, AFTER)


@pytest.fixture
def whole(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Aws:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(days=2))
    story.whole()
    return aws


def test_a_pass_that_closed_and_each_sealed_survey_ask_for_one_draft_together(whole: Aws) -> None:
    asked = ask()
    assert asked == ["draft-appraisal_first", "draft-sealed-departments", "draft-sealed-districts"]
    story.work(whole)
    assert numbers() == [1]
    assert ask() == []
    (draft,) = drafts.list_drafts(ROUND, "departments")
    assert draft.cause == "appraisal_first"


def test_a_night_makes_a_draft_only_if_an_input_changed(whole: Aws) -> None:
    ask()
    story.work(whole)
    assert ask(NIGHT) == ["draft-night"]
    story.work(whole)
    assert numbers() == [1]
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    assert ask(NIGHT + timedelta(hours=23)) == []
    assert ask(NIGHT + timedelta(hours=24)) == ["draft-night"]
    story.work(whole)
    assert numbers() == [2, 1]
    assert drafts.list_drafts(ROUND, "departments")[0].by == "tick"


def test_a_mark_of_a_sealing_waits_until_the_boxes_are_on_record(
    whole: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "is_sealed", lambda *_: False)
        assert ask() == ["draft-appraisal_first"]
    assert ask() == ["draft-sealed-departments", "draft-sealed-districts"]


def test_the_tick_asks_for_what_is_due_and_says_so(whole: Aws) -> None:
    done = ticking.tick(ROUND, AFTER)
    assert "draft-appraisal_first" in done["results"]
    assert "results" not in ticking.tick(ROUND, AFTER)


def test_a_set_publication_is_made_at_its_instant_and_not_before(whole: Aws) -> None:
    set_time()
    ask()
    story.work(whole)
    assert "conference" not in ask(CONFERENCE - timedelta(seconds=1))
    assert publishing.run(ROUND, "conference", CONFERENCE - timedelta(seconds=1)) == "scheduled"
    assert ask(CONFERENCE) == ["conference"]
    story.work(whole)
    assert results.get_job(ROUND, "conference").state == "done"
    assert ask(CONFERENCE + timedelta(minutes=1)) == []
    assert [version.version for version in results.list_versions(ROUND, "departments")] == [1]


def test_a_set_publication_is_not_made_once_an_input_has_changed(whole: Aws) -> None:
    set_time()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    ask(CONFERENCE)
    story.work(whole)
    job = results.get_job(ROUND, "conference")
    assert (job.state, (job.problem or {})["code"]) == ("failed", "inputs_changed")
    assert results.list_versions(ROUND, "departments") == []


def test_two_runs_of_a_publication_at_once_make_one_version(
    whole: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins when the first has just claimed its version."""
    set_time()
    record = results.record_version
    runs: list[str] = []

    def claimed(version: results.Version) -> None:
        record(version)
        if not runs:
            runs.append("second")
            publishing.run(ROUND, "conference", CONFERENCE)

    monkeypatch.setattr(results, "record_version", claimed)
    publishing.run(ROUND, "conference", CONFERENCE)
    versions = results.list_versions(ROUND, "departments")
    assert [(each.version, each.finished) for each in versions] == [(1, True)]


def test_a_crash_between_any_two_steps_of_asking_is_made_up_for(
    whole: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = ((results, "put_job"), (queues, "send_results_job"), (closings, "put"))
    for module, name in steps:

        def die(*_: Any) -> None:
            raise ConnectionError("the machine went away")

        with monkeypatch.context() as patch:
            patch.setattr(module, name, die)
            with pytest.raises(ConnectionError):
                ask()
    assert len(ask()) == 3
    story.work(whole)
    assert numbers() == [1]
