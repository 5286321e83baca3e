"""A publication names its drafts: what it lacks, drops or has from old inputs is refused first."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions.results import asking, browsing, drafting, publication_jobs
from chalicelib.actions.results.asking import Wanted
from chalicelib.domain.errors import Conflict, InputsChanged, Invalid, NotFound
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, results
from chalicelib.store.results import Job
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

DRAFTS = {"departments": 1, "districts": 1}
TYPED = "không có phiếu"
LATER = AFTER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))


def draft() -> None:
    drafting.draft(ROUND, tuple(DRAFTS), OPS.email, "asked", AFTER)


def ask(job: str = "job-1", **wanted: Any) -> Job:
    details = {"confirm_gaps": "không điều tra", "drafts": DRAFTS, "typed": TYPED, **wanted}
    return asking.publication(ROUND, job, Wanted((), "final", **details), OPS, AFTER)


def refusal(**wanted: Any) -> list[str]:
    with pytest.raises(Invalid) as refused:
        ask(**wanted)
    return [problem.at for problem in refused.value.errors]


def ranking(index: str = "departments") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browsing.ranking(ROUND, index, "json").read())
    return found


def test_drafts_are_computed_by_a_job_that_tells_what_is_new(aws: Aws) -> None:
    story.whole()
    for job, made in (("a", ("departments", "districts")), ("b", ())):
        assert asking.drafts(ROUND, job, (), OPS, AFTER).state == "queued"
        story.work(aws)
        done = results.get_job(ROUND, job)
        assert (done.state, done.drafts, done.made) == ("done", DRAFTS, made)
    with pytest.raises(Invalid):
        asking.drafts(ROUND, "c", ["communes"], OPS, AFTER)
    assert publication_jobs.list_jobs(ROUND) == []


def test_the_drafts_that_are_named_are_published_as_they_are(aws: Aws) -> None:
    story.whole()
    draft()
    assert ask().drafts == DRAFTS
    story.work(aws)
    assert (ranking()["version"], ranking()["status"]) == (1, "final")
    assert results.get_version(ROUND, "departments", 1).draft == 1
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "publish"]
    assert json.loads(act.details)["drafts"] == DRAFTS


def test_one_index_is_published_by_its_draft_alone(aws: Aws) -> None:
    story.whole()
    draft()
    assert ask(drafts={"districts": 1}, typed="").indexes == ("districts",)
    assert refusal(drafts={"departments": 1}, typed="") == ["typed"]


def test_drafts_from_before_an_input_changed_are_refused_and_the_input_is_named(aws: Aws) -> None:
    story.whole()
    draft()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    with pytest.raises(InputsChanged) as refused:
        ask()
    assert [problem.at for problem in refused.value.errors] == ["so-a/3.2"]
    assert "85.3 → 60" in refused.value.errors[0].vi
    assert story.work(aws) == 0


def test_an_input_that_changes_before_the_job_runs_stops_it_and_is_named(aws: Aws) -> None:
    story.whole()
    draft()
    ask()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    story.work(aws)
    job = publication_jobs.as_json(publication_jobs.get(ROUND, "job-1"))
    assert (job["state"], job["problem"]["code"]) == ("failed", "inputs_changed")
    assert [error["at"] for error in job["problem"]["errors"]] == ["so-a/3.2"]
    with pytest.raises(NotFound):
        ranking()


def test_the_number_of_units_that_drop_out_is_typed(aws: Aws) -> None:
    story.load()
    story.appraise("so-a", story.APPRAISED)
    story.appraise("quan-c", {"1.1": {"points": "8"}})
    story.seal()
    draft()
    for typed in ("", "2", TYPED):
        assert refusal(typed=typed) == ["typed"]
    assert ask(typed=" 1 ").state == "queued"


def test_an_empty_survey_is_confirmed_by_a_phrase(aws: Aws) -> None:
    story.whole()
    draft()
    assert refusal(typed="") == ["typed"]
    assert ask(typed="No answers").state == "queued"


def test_what_was_asked_for_without_a_draft_is_published_by_way_of_one(aws: Aws) -> None:
    story.whole()
    story.ask()
    assert story.work(aws) == 1
    job = results.get_job(ROUND, "job-1")
    assert (job.state, job.drafts) == ("done", DRAFTS)
    assert ranking()["version"] == 1


def test_a_draft_is_named_for_each_index_and_for_no_other(aws: Aws) -> None:
    story.whole()
    draft()
    with pytest.raises(Invalid) as refused:
        asking.publication(
            ROUND, "job", Wanted(("departments",), "provisional", drafts=DRAFTS), OPS, AFTER
        )
    assert [problem.at for problem in refused.value.errors] == ["drafts"]
    assert refusal(drafts={"communes": 1}) == ["indexes"]
    with pytest.raises(NotFound):
        ask(drafts={"departments": 9})


def test_an_instant_lies_ahead_and_names_a_draft(aws: Aws) -> None:
    story.whole()
    draft()
    assert refusal(at=AFTER) == ["at"]
    assert refusal(at=LATER, drafts={}) == ["at"]


def test_a_publication_with_an_instant_waits_and_can_be_called_off(aws: Aws) -> None:
    story.whole()
    draft()
    assert ask(at=LATER).state == "scheduled"
    assert story.work(aws) == 0
    with pytest.raises(Conflict, match="departments"):
        ask("job-2")
    assert asking.cancel(ROUND, "job-1", "hoãn hội nghị", OPS, AFTER).state == "cancelled"
    assert results.get_job(ROUND, "job-1").state == "cancelled"
    assert [act.reason for act in audit.list_acts(ROUND) if act.act == "cancel_publication"] == [
        "hoãn hội nghị"
    ]
    ask("job-2")
    with pytest.raises(Conflict):
        asking.cancel(ROUND, "job-2", "muộn", OPS, AFTER)
    with pytest.raises(NotFound):
        asking.cancel(ROUND, "none", "", OPS, AFTER)
