"""Publishing: what a draft holds becomes a version that never changes, with the public bundle that
recomputes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.results import agreeing, awaiting, drafting
from chalicelib.actions.results.browsing import key_of
from chalicelib.actions.rounds import current
from chalicelib.aws import publications
from chalicelib.documents import ranking_books
from chalicelib.domain.bundles.bundle import Publication
from chalicelib.domain.bundles.companions import companions
from chalicelib.domain.bundles.files import pack, unpack
from chalicelib.domain.bundles.reading import PUBLICATION
from chalicelib.domain.bundles.writing import MIN_PUBLIC, publication_file
from chalicelib.domain.errors import Invalid, Problem, Refusal
from chalicelib.domain.instants import to_text
from chalicelib.domain.results.drafts import Draft
from chalicelib.domain.results.publications import framed
from chalicelib.store import drafts as store_of_drafts
from chalicelib.store import results as store
from chalicelib.store.results import DRAFTS, ENDED, Job, Version

# A failed job is one item of the table, which holds 400 KB.
MOST_PROBLEMS = 200
_TYPES = {
    "ranking.json": "application/json",
    "ranking.csv": "text/csv",
    "ranking.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bundle.zip": "application/zip",
}


def run(round_id: str, job_id: str, now: datetime) -> str:
    """Carry out a queued job; returns its state, `done` or `failed`, or `scheduled` before its
    instant.

    Run again after a crash, or twice at once, it continues with the same drafts, versions and
    instant. InputsChanged if the drafts that it names are not of the current inputs; of a final one
    NotAgreed if the council does not agree to them, Conflict if decisions are open.
    """
    job = store.get_job(round_id, job_id)
    if job.state in ENDED or to_text(now) < job.due_at:
        return job.state
    if job.kind == DRAFTS:
        return drafting.run(job, now)
    if not job.published_at:
        job = _begun(job, now)
    if job.state in ENDED:
        return job.state
    if not job.drafts:  # it was begun before there were drafts
        job = replace(job, drafts=_drafted(job, now))
    _publish(job, current.get(round_id, now).min_answers >= MIN_PUBLIC)
    store.put_job(replace(job, state="done"))
    return "done"


def _begun(job: Job, now: datetime) -> Job:
    """The job with its drafts, versions and instant fixed, by this run or by another.

    A job that names no draft publishes what is stored now, by way of a draft all the same.
    """
    if job.drafts:
        drafting.require_current(job.round, job.drafts, drafting.gathered(job.round, now))
        require_reason(job.round, job.indexes, job.reason)
    # Last, since reading a round takes seconds in which a freeze may be lifted.
    agreeing.require_agreed(job.round, job.status, job.drafts, now)
    awaiting.require_decided(job.round, job.status, job.indexes, now)
    begun = replace(
        job,
        state="running",
        published_at=to_text(now),
        drafts=job.drafts or _drafted(job, now),
        versions={index: len(store.list_versions(job.round, index)) + 1 for index in job.indexes},
    )
    return store.move_job(begun, "scheduled", "queued")


def _drafted(job: Job, now: datetime) -> dict[str, int]:
    made = drafting.draft(job.round, job.indexes, job.by, "publication", now)
    return {index: found.number for index, (found, _) in made.items()}


def require_reason(round_id: str, indexes: tuple[str, ...], reason: str) -> None:
    """Raise Invalid, naming each index that was published before, if a reason for another version
    is missing.
    """
    again = [index for index in indexes if store.find_latest(round_id, index)]
    if again and not reason.strip():
        raise Invalid(
            errors=[
                Problem(
                    "reason",
                    f"Đã công bố {index}; công bố lại cần ghi lý do",
                    f"{index} has been published; a new version needs a reason",
                )
                for index in again
            ]
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """The draft that a version is made from, the inputs of all drafts of the job, and whether
    these become public.
    """

    draft: Draft
    inputs: Mapping[str, bytes]
    public: bool


def _publish(job: Job, public: bool) -> None:
    """Make the versions of a job that are not finished; all its drafts are of the same inputs."""
    drafts = {
        index: store_of_drafts.get(job.round, index, number) for index, number in job.drafts.items()
    }
    made = {index: _version(job, index) for index in job.indexes}
    unfinished = [version for version in made.values() if not version.finished]
    for version in unfinished:
        store.record_version(version)
    said = {index: _publication(drafts[index], version) for index, version in made.items()}
    for version in unfinished:
        draft = drafts[version.index]
        inputs = unpack(drafting.read(draft, "inputs.zip"))
        _keep(
            version,
            _Source(draft, {**inputs, PUBLICATION: publication_file(said)}, public),
            said[version.index],
        )


def _version(job: Job, index: str) -> Version:
    """The version that the job makes: the one it finished before a crash, which never changes, or a
    new one.
    """
    finished = [version for version in store.list_versions(job.round, index) if version.finished]
    if done := next((version for version in finished if version.job == job.id), None):
        return done
    before = max((version.version for version in finished), default=None)
    return Version(
        job.round,
        index,
        job.versions[index],
        job.status,
        job.published_at,
        job.reason or None,
        before,
        job.id,
        draft=job.drafts[index],
    )


def _publication(draft: Draft, version: Version) -> Publication:
    return Publication(
        version.version,
        version.status,
        version.published_at,
        version.reason,
        version.supersedes,
        draft.engine,
    )


def _keep(version: Version, source: _Source, publication: Publication) -> None:
    """Write the version's files, then mark it as finished, so that a reader never sees half of it.

    A round that counts cells of fewer than 5 answers has no public bundle (contract §3).
    """
    ranking = framed(drafting.read(source.draft, "ranking.json"), publication)
    contents = {
        "ranking.json": ranking,
        "ranking.csv": drafting.read(source.draft, "ranking.csv"),
        "ranking.xlsx": ranking_books.of_ranking(json.loads(ranking)),
    }
    if source.public:
        contents["bundle.zip"] = pack({**source.inputs, **companions(source.inputs)})
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    finished = replace(version, digests=digests, finished=True)
    for name, content in contents.items():
        publications.put(key_of(finished, name), content, _TYPES[name])
    store.record_version(finished)


def fail(round_id: str, job_id: str, refusal: Refusal) -> None:
    """Note why a job failed, for operations staff to read; of many problems the first ones."""
    told = refusal.errors[:MOST_PROBLEMS]
    problem = {
        "code": refusal.code,
        "detail": refusal.vi,
        "detail_en": refusal.en,
        "errors": [{"at": wrong.at, "detail": wrong.vi, "detail_en": wrong.en} for wrong in told],
    }
    if left := len(refusal.errors) - len(told):
        more = {"at": "", "detail": f"và còn {left} mục khác", "detail_en": f"and {left} more"}
        problem["errors"] = [*problem["errors"], more]
    failed = replace(store.get_job(round_id, job_id), state="failed", problem=problem)
    store.move_job(failed, "scheduled", "queued", "running")
