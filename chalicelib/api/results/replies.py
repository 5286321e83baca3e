"""What routes about publications reply with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import Answer, Text


class PublishedRanking(Answer):
    """The latest version of a ranking, and where it lies."""

    index: str
    title: Text
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRound(Answer):
    """A round that has published."""

    round: str
    title: Text
    year: int
    rankings: list[PublishedRanking]


class PublishedRounds(Answer):
    """Rounds that have published, newest year first."""

    rounds: list[PublishedRound]


class LatestVersion(Answer):
    """The newest published version of a ranking."""

    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime


class PublicationJob(Answer):
    """A publication under way; `published` names its rankings once it is done."""

    job: str
    state: Literal["queued", "running", "done", "failed"]
    status: Literal["provisional", "final"]
    reason: str
    by: str
    asked_at: AwareDatetime | None
    indexes: list[str]
    versions: dict[str, int]
    published_at: AwareDatetime | None
    published: list[str]
    problem: dict[str, Any] | None


class PublicationJobs(Answer):
    """Every publication that was asked for, the latest first."""

    jobs: list[PublicationJob]
