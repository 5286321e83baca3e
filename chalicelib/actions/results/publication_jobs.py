"""Publication jobs: the publications that were asked for, and their outcome."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.instants import from_text
from chalicelib.store import results as store
from chalicelib.store.results import Job


def get(round_id: str, job_id: str) -> Job:
    """A publication that was asked for; NotFound."""
    return store.get_job(round_id, job_id)


def list_jobs(round_id: str) -> list[Job]:
    """Every publication that was asked for, the latest first."""
    return sorted(store.list_jobs(round_id), key=lambda job: job.asked_at, reverse=True)


def as_json(job: Job) -> dict[str, Any]:
    """The job as operations staff see it."""
    published = (
        [f"{job.round}/{index}/ranking.json" for index in job.indexes]
        if job.state == "done"
        else []
    )
    return {
        "job": job.id,
        "state": job.state,
        "status": job.status,
        "reason": job.reason,
        "by": job.by,
        "asked_at": from_text(job.asked_at) if job.asked_at else None,
        "indexes": list(job.indexes),
        "versions": job.versions,
        "published_at": from_text(job.published_at) if job.published_at else None,
        "published": published,
        "problem": job.problem,
        "drafts": job.drafts,
        "due_at": from_text(job.due_at) if job.due_at else None,
    }


def latest(round_id: str, index: str) -> dict[str, Any] | None:
    """The `version`, `status` and `published_at` of the latest ranking; None before the first."""
    version = store.find_latest(round_id, index)
    if version is None:
        return None
    return {
        "version": version.version,
        "status": version.status,
        "published_at": version.published_at,
    }
