"""Publishing: write the public bundle, compute the rankings of it, and keep both as a new version
that never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.actions.results import gathering
from chalicelib.actions.results.browsing import key_of
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.aws import publications, queues
from chalicelib.documents import ranking_books
from chalicelib.domain.bundles.bundle import Publication
from chalicelib.domain.bundles.files import pack
from chalicelib.domain.bundles.writing import MIN_PUBLIC, public_bundle, write_bundle
from chalicelib.domain.errors import Conflict, Invalid, Problem, Refusal
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.results.gaps import gaps
from chalicelib.domain.results.publications import publish
from chalicelib.domain.results.rankings import ENGINE
from chalicelib.store import audit
from chalicelib.store import results as store
from chalicelib.store.results import Job, Version

_TYPES = {
    "ranking.json": "application/json",
    "ranking.csv": "text/csv",
    "ranking.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bundle.zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The publication that operations staff ask for; no indexes means all of the round.

    `confirmed` has a reason for each gap by its name (`unit/leaf`), `confirm_gaps` one reason for
    all gaps.
    """

    indexes: tuple[str, ...]
    status: str
    reason: str = ""
    confirm_gaps: str = ""
    confirmed: Mapping[str, str] = field(default_factory=dict)


def request(round_id: str, job_id: str, wanted: Wanted, by: Account, now: datetime) -> Job:
    """Queue a publication.

    Invalid names each gap of a final one that is not confirmed with a reason, an unknown index, or
    a second publication without a reason; Conflict if a final one has ballots that are not sealed.
    """
    indexes = _indexes(round_id, wanted, now)
    one_by_one = wanted.status == "final" and not wanted.confirm_gaps.strip()
    confirmed = _confirmed(round_id, indexes, wanted.confirmed, now) if one_by_one else {}
    if not wanted.reason.strip() and (
        again := [index for index in indexes if store.find_latest(round_id, index)]
    ):
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
    job = Job(
        round_id, job_id, indexes, wanted.status, wanted.reason, by.email, asked_at=to_text(now)
    )
    store.put_job(job)
    audit.record(
        round_id,
        now,
        by.email,
        "publish",
        ",".join(indexes),
        wanted.reason,
        {
            "status": wanted.status,
            "confirm_gaps": wanted.confirm_gaps,
            "job": job_id,
            "confirmed": confirmed,
        },
    )
    queues.send_publication(round_id, job_id)
    return job


def _confirmed(
    round_id: str, indexes: tuple[str, ...], reasons: Mapping[str, str], now: datetime
) -> dict[str, list[str]]:
    """The names of the gaps by the reason that confirms them; Invalid names those without one."""
    confirmed, missing = dict[str, list[str]](), []
    for gap in gaps(gathering.gather(round_id, now), indexes):
        if reason := reasons.get(gap.at, "").strip():
            confirmed.setdefault(reason, []).append(gap.at)
        else:
            missing.append(gap)
    if missing:
        raise Invalid(
            "Còn thiếu dữ liệu; hãy bổ sung, hoặc xác nhận kèm lý do rồi công bố.",
            "Data is missing; supply it, or confirm with a reason and publish.",
            missing,
        )
    return confirmed


def _indexes(round_id: str, wanted: Wanted, now: datetime) -> tuple[str, ...]:
    known = [index.id for index in current.get(round_id, now).indexes]
    if unknown := [index for index in wanted.indexes if index not in known]:
        raise Invalid(
            errors=[
                Problem("indexes", f"Không có bộ chỉ số {index}", f"There is no index {index}")
                for index in unknown
            ]
        )
    indexes = wanted.indexes or tuple(known)
    asked = [
        index
        for index in indexes
        if current.get(round_id, now).index(index).questions
        and not sealing.is_sealed(round_id, index)
    ]
    if asked and wanted.status == "final":
        raise Conflict(
            f"Chưa niêm phong phiếu điều tra: {', '.join(asked)}. Hãy đóng điều tra rồi niêm"
            " phong.",
            f"The ballots are not sealed: {', '.join(asked)}. Close the survey, then seal them.",
        )
    return indexes


def run(round_id: str, job_id: str, now: datetime) -> str:
    """Carry out a queued publication; returns the state of its job, `done` or `failed`.

    Run again after a crash, it continues with the same versions and instant.
    """
    job = store.get_job(round_id, job_id)
    if job.state in ("done", "failed"):
        return job.state
    if not job.published_at:
        versions = {index: len(store.list_versions(round_id, index)) + 1 for index in job.indexes}
        job = replace(job, state="running", published_at=to_text(now), versions=versions)
        store.put_job(job)
    bundle = gathering.gather(round_id, now)
    made = {index: _version(job, index) for index in job.indexes}
    unfinished = [version for version in made.values() if not version.finished]
    for version in unfinished:
        store.record_version(version)
    bundle = replace(
        bundle, publication={index: _publication(version) for index, version in made.items()}
    )
    public = bundle.round.min_answers >= MIN_PUBLIC
    files = public_bundle(bundle) if public else write_bundle(bundle)
    computed = publish(files)
    for version in unfinished:
        _keep(version, files if public else None, computed)
    store.put_job(replace(job, state="done"))
    return "done"


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
    )


def _publication(version: Version) -> Publication:
    return Publication(
        version.version,
        version.status,
        version.published_at,
        version.reason,
        version.supersedes,
        ENGINE,
    )


def _keep(
    version: Version, public: Mapping[str, bytes] | None, computed: Mapping[str, bytes]
) -> None:
    """Write the version's files, then mark it as finished, so that a reader never sees half of it.

    A round that counts cells of fewer than 5 answers has no public bundle (contract §3).
    """
    folder = f"{version.round}/{version.index}"
    contents = {
        "ranking.json": computed[f"{folder}/ranking.json"],
        "ranking.csv": computed[f"{folder}/ranking.csv"],
        "ranking.xlsx": ranking_books.of_ranking(json.loads(computed[f"{folder}/ranking.json"])),
    }
    if public is not None:
        contents["bundle.zip"] = pack(public)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    finished = replace(version, digests=digests, finished=True)
    for name, content in contents.items():
        publications.put(key_of(finished, name), content, _TYPES[name])
    store.record_version(finished)


def fail(round_id: str, job_id: str, refusal: Refusal) -> None:
    """Note why a publication failed, for operations staff to read."""
    problem = {
        "code": refusal.code,
        "detail": refusal.vi,
        "detail_en": refusal.en,
        "errors": [
            {"at": wrong.at, "detail": wrong.vi, "detail_en": wrong.en} for wrong in refusal.errors
        ],
    }
    store.put_job(replace(store.get_job(round_id, job_id), state="failed", problem=problem))
