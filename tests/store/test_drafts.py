"""Drafts are numbered, never written over, and listed newest first; jobs move on once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.drafts import Draft, DraftOutcome
from chalicelib.store import drafts, results, tables
from chalicelib.store.results import Job, JobItem, Version
from tests.fake_aws import Aws
from tests.small_round import ROUND

DRAFT = Draft(
    ROUND,
    "departments",
    1,
    "digest",
    "engine",
    "2026-11-20T05:00:00.000Z",
    "ops@example.test",
    "asked",
    DraftOutcome({"ranked": 2}, {"A": 1}, {"counts_zero": 3}, ("so-b",), "not_sealed"),
    {"ranking.json": "key"},
    None,
    {},
)


def test_a_draft_comes_back_as_it_was_and_its_number_is_taken_once(aws: Aws) -> None:
    assert drafts.add(DRAFT)
    assert not drafts.add(replace(DRAFT, inputs_digest="other"))
    assert drafts.get(ROUND, "departments", 1) == DRAFT
    with pytest.raises(NotFound):
        drafts.get(ROUND, "departments", 2)


def test_drafts_are_listed_newest_first_and_apart_from_published_versions(aws: Aws) -> None:
    assert drafts.find_latest(ROUND, "departments") is None
    results.record_version(
        Version(ROUND, "departments", 1, "final", "2026-11-20T05:00:00.000Z", None, None, "job")
    )
    for number in (1, 2, 10):
        drafts.add(replace(DRAFT, number=number))
    listed = drafts.list_drafts(ROUND, "departments")
    assert [draft.number for draft in listed] == [10, 2, 1]
    assert drafts.find_latest(ROUND, "departments") == listed[0]
    assert drafts.list_drafts(ROUND, "districts") == []
    assert [version.version for version in results.list_versions(ROUND, "departments")] == [1]


def test_a_job_moves_on_from_the_states_that_are_named_and_no_others(aws: Aws) -> None:
    job = Job(ROUND, "job-1", ("departments",), "final", "", "ops", state="scheduled")
    results.put_job(job)
    running = replace(job, state="running", published_at="2026-11-20T05:00:00.000Z")
    assert results.move_job(running, "scheduled", "queued") == running
    late = replace(job, state="cancelled")
    assert results.move_job(late, "scheduled") == running
    assert results.get_job(ROUND, "job-1") == running


def test_what_was_stored_before_there_were_drafts_is_read(aws: Aws) -> None:
    old = {
        "round": ROUND,
        "id": "old",
        "indexes": ["departments"],
        "status": "final",
        "reason": "",
        "by": "ops",
        "state": "done",
        "published_at": "2026-11-20T05:00:00.000Z",
        "versions": {"departments": 1},
        "problem": None,
        "asked_at": "",
    }
    JobItem(ROUND, "job#old", content=tables.dump(old)).save()
    job = results.get_job(ROUND, "old")
    assert (job.kind, job.drafts, job.due_at, job.made) == ("publication", {}, "", ())
    assert results.list_jobs(ROUND) == [job]
    assert results.list_jobs(ROUND, "drafts") == []
    version = Version(ROUND, "departments", 1, "final", "2026", None, None, "old")
    content = {name: getattr(version, name) for name in Version.__slots__ if name != "draft"}
    assert Version(**json.loads(json.dumps(content))) == version
