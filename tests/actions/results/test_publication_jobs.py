"""A publication that was asked for is followed to its end; only a finished one names rankings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.actions.results import publication_jobs, publishing
from chalicelib.actions.rounds import current, loading
from chalicelib.domain.errors import Conflict, NotFound, Problem
from chalicelib.store import results
from chalicelib.store.results import Job
from tests import scoring_story as story
from tests import small_round
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

OTHER = "nam-sau"


@pytest.fixture(autouse=True)
def _whole(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that can be published; the publisher works a minute after it was sealed."""
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    story.whole()


def ask(job: str, minutes: int = 0) -> Job:
    return story.ask(job, now=AFTER + timedelta(minutes=minutes), reason="thử")


def shown(job: str = "job-1") -> dict[str, object]:
    return publication_jobs.as_json(publication_jobs.get(ROUND, job))


def test_every_publication_of_the_round_is_listed_the_latest_first() -> None:
    for job, minutes in (("b", 1), ("a", 3), ("c", 2)):
        ask(job, minutes)
    results.put_job(Job(OTHER, "d", (), "final", "", "ops"))
    assert [job.id for job in publication_jobs.list_jobs(ROUND)] == ["a", "c", "b"]


def test_a_job_of_another_round_is_not_found() -> None:
    ask("job-1")
    for round_id, job in ((OTHER, "job-1"), (ROUND, "job-2")):
        with pytest.raises(NotFound):
            publication_jobs.get(round_id, job)


def test_until_it_is_done_a_publication_names_no_ranking(aws: Aws) -> None:
    ask("job-1")
    asked = shown()
    assert (asked["state"], asked["by"], asked["asked_at"]) == ("queued", OPS.email, AFTER)
    assert (asked["published"], asked["published_at"], asked["problem"]) == ([], None, None)
    job = publication_jobs.get(ROUND, "job-1")
    versions = {"departments": 1, "districts": 1}
    results.put_job(
        replace(job, state="running", versions=versions, published_at="2026-11-20T06:01:10.000Z")
    )
    assert (shown()["state"], shown()["published"]) == ("running", [])
    story.work(aws)
    assert shown()["published"] == [f"{ROUND}/{index}/ranking.json" for index in versions]


def test_a_failed_publication_says_why_in_both_languages_and_names_no_ranking() -> None:
    ask("job-1")
    publishing.fail(ROUND, "job-1", Conflict("đang bận", "busy"))
    assert (shown()["state"], shown()["published"]) == ("failed", [])
    assert shown()["problem"] == {
        "code": "conflict",
        "detail": "đang bận",
        "detail_en": "busy",
        "errors": [],
    }


def test_the_latest_ranking_is_the_last_one_that_was_finished(aws: Aws) -> None:
    assert publication_jobs.latest(ROUND, "departments") is None
    ask("job-1")
    assert publication_jobs.latest(ROUND, "departments") is None
    story.work(aws)
    first = publication_jobs.latest(ROUND, "departments")
    assert first and first["version"] == 1
    version = results.get_version(ROUND, "departments", 1)
    results.record_version(replace(version, version=2, job="job-2", finished=False))
    assert publication_jobs.latest(ROUND, "departments") == first
    document = {**small_round.document(), "id": OTHER}
    loading.load(OTHER, document, small_round.unit_rows(), OPS, AFTER)
    assert current.get(OTHER, AFTER) and publication_jobs.latest(OTHER, "departments") is None


def test_of_very_many_problems_the_first_are_kept_and_the_others_counted() -> None:
    ask("job-1")
    many = [Problem("so-a/1.1", f"đã đổi {each}", f"changed {each}") for each in range(5000)]
    publishing.fail(ROUND, "job-1", Conflict(errors=many))
    kept = (publication_jobs.get(ROUND, "job-1").problem or {})["errors"]
    assert len(kept) == publishing.MOST_PROBLEMS + 1
    assert kept[-1]["detail_en"] == f"and {5000 - publishing.MOST_PROBLEMS} more"
