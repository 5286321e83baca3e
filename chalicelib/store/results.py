"""Publications: the versions of each ranking, and the jobs that make them and their drafts. Their
content is in S3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.store import tables

PUBLICATION, DRAFTS = "publication", "drafts"
SCHEDULED, ENDED = "scheduled", ("done", "failed", "cancelled")
"""The state of a job that waits for its instant, and those that nothing follows; between them
`queued` and `running`.
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a ranking; `digests` are the sha256 (hex) of the bytes as served, by file
    name. It is published once it is `finished`. `draft` is the number of the draft it was made
    from, 0 for versions from before there were drafts.
    """

    round: str
    index: str
    version: int
    status: str
    published_at: str
    reason: str | None
    supersedes: int | None
    job: str
    digests: dict[str, str] = field(default_factory=dict)
    finished: bool = False
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A publication that was asked for, or drafts (`kind`).

    The first run of a publication fixes `versions` (by index) and `published_at`, and `drafts` (by
    index) if it was not asked for with any. `due_at` is the instant set for it, "" for at once.
    A job of drafts has the numbers in `drafts` when it is done, and in `made` the indexes whose
    draft is new; `status` and `reason` are "" then.
    """

    round: str
    id: str
    indexes: tuple[str, ...]
    status: str
    reason: str
    by: str
    state: str = "queued"
    published_at: str = ""
    versions: dict[str, int] = field(default_factory=dict)
    problem: dict[str, Any] | None = None
    asked_at: str = ""
    kind: str = PUBLICATION
    drafts: dict[str, int] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    due_at: str = ""


class VersionItem(Model):
    """`ranking` is `round/index`, `item` the number of the version in six digits."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    job = UnicodeAttribute()
    version = NumberAttribute()
    finished = BooleanAttribute()
    content = UnicodeAttribute()


# Other items of the index are under the same key (`store.answers`, `store.signals`,
# `store.snapshots`): the versions are those that begin with a digit.
_VERSIONS = VersionItem.item < ":"


class JobItem(Model):
    """`ranking` is the round, `item` is `job#<id>`; items from before there were drafts have no
    `state` of their own.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()
    state = UnicodeAttribute(null=True)


def list_versions(round_id: str, index: str) -> list[Version]:
    """Every version of a ranking, oldest first, unfinished ones too."""
    return [
        _version(item)
        for item in VersionItem.query(f"{round_id}/{index}", _VERSIONS, consistent_read=True)
    ]


def find_latest(round_id: str, index: str) -> Version | None:
    """The newest finished version; None if there is none."""
    newest_first = VersionItem.query(
        f"{round_id}/{index}",
        _VERSIONS,
        scan_index_forward=False,
        page_size=5,
        consistent_read=True,
    )
    return next((version for version in map(_version, newest_first) if version.finished), None)


def get_version(round_id: str, index: str, version: int) -> Version:
    """A finished version; NotFound if there is none with that number."""
    try:
        item = VersionItem.get(f"{round_id}/{index}", f"{version:06d}", consistent_read=True)
    except VersionItem.DoesNotExist:
        item = None
    if item is None or not item.finished:
        raise NotFound(
            f"Chưa công bố phiên bản {version}.", f"Version {version} has not been published."
        )
    return _version(item)


def record_version(version: Version) -> None:
    """Claim or finish a version; Conflict if another job has its number.

    A finished version never changes: if a job runs twice at once, the slower run changes nothing.
    """
    item = VersionItem(
        f"{version.round}/{version.index}",
        f"{version.version:06d}",
        job=version.job,
        version=version.version,
        finished=version.finished,
        content=tables.dump(_as_json(version)),
    )
    claimed = (VersionItem.job == version.job) & (VersionItem.finished == False)  # noqa: E712  a condition, not a comparison
    try:
        item.save(condition=VersionItem.job.does_not_exist() | claimed)
    except PutError as error:
        if not tables.unmet(error):
            raise
        if VersionItem.get(item.ranking, item.item, consistent_read=True).job == version.job:
            return
        raise Conflict(
            "Một lần công bố khác đang chạy; hãy thử lại.",
            "Another publication is under way; please try again.",
        ) from error


def put_job(job: Job) -> None:
    """Keep the job as it is now."""
    _item(job).save()


def move_job(job: Job, *states: str) -> Job:
    """Keep the job as it is now, if it still was in one of these states; returns the kept one,
    which another run may have moved before.
    """
    try:
        _item(job).save(condition=JobItem.state.does_not_exist() | JobItem.state.is_in(*states))
    except PutError as error:
        if not tables.unmet(error):
            raise
        return get_job(job.round, job.id)
    return job


def _item(job: Job) -> JobItem:
    content = {name: getattr(job, name) for name in Job.__slots__}
    return JobItem(job.round, f"job#{job.id}", content=tables.dump(content), state=job.state)


def get_job(round_id: str, job_id: str) -> Job:
    """The job; NotFound if there is none."""
    try:
        return _job(JobItem.get(round_id, f"job#{job_id}", consistent_read=True))
    except JobItem.DoesNotExist as error:
        raise NotFound from error


def list_jobs(round_id: str, kind: str = PUBLICATION) -> list[Job]:
    """Every job of the round of that kind, in no order."""
    found = JobItem.query(round_id, JobItem.item.startswith("job#"), consistent_read=True)
    return [job for job in map(_job, found) if job.kind == kind]


def _job(item: JobItem) -> Job:
    content = json.loads(item.content)
    known = {"indexes": tuple(content["indexes"]), "made": tuple(content.get("made", ()))}
    return json_values.of(Job, {**content, **known})


def _version(item: VersionItem) -> Version:
    return json_values.of(Version, json.loads(item.content))


def _as_json(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in Version.__slots__}
