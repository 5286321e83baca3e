"""Falling due: what the tick asks for by itself, drafts and publications whose instant has come."""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.aws import queues
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.results import due_drafts
from chalicelib.store import audit, closings
from chalicelib.store import results as store
from chalicelib.store.results import DRAFTS, SCHEDULED, Job


def ask(round_id: str, by: str, now: datetime) -> list[str]:
    """Queue the drafts that are due by themselves, and the publications whose instant has come;
    returns the ids of the jobs.

    What is due is noted only once it is queued, so after a crash it is queued again: that changes
    nothing, since the same inputs give the same draft and a publication begins once.
    """
    return [*_due_drafts(round_id, by, now), *_due_publications(round_id, now)]


def _due_drafts(round_id: str, by: str, now: datetime) -> list[str]:
    noted = closings.get(round_id)
    timetable, loaded = current.timetable(round_id, now), audit.first_instant(round_id) or now
    notes = {
        note: of
        for note, of in due_drafts.due(timetable, loaded, noted, now).items()
        if not note.startswith("draft sealed ")
        or sealing.is_sealed(round_id, note.removeprefix("draft sealed "))
    }
    indexes = tuple(index.id for index in current.get(round_id, now).indexes)
    jobs = []
    for note in notes:
        _, cause, *_ = note.split()
        # One job a note, which the next night takes over.
        job = Job(
            round_id,
            note.replace(" ", "-"),
            indexes,
            "",
            cause,
            by,
            asked_at=to_text(now),
            kind=DRAFTS,
        )
        store.put_job(job)
        queues.send_results_job(round_id, job.id)
        jobs.append(job.id)
    if notes:
        closings.put(round_id, {**closings.get(round_id), **notes})
    return jobs


def _due_publications(round_id: str, now: datetime) -> list[str]:
    due_now = [
        job.id
        for job in store.list_jobs(round_id)
        if job.state == SCHEDULED and from_text(job.due_at) <= now
    ]
    for job in due_now:
        queues.send_results_job(round_id, job)
    return due_now
