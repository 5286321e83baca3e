"""What routes about publications reply with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply


class PublishedRankingReply(ReplyModel):
    """The latest version of a ranking, and where it lies."""

    index: str
    title: TextReply
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRoundReply(ReplyModel):
    """A round that has published."""

    round: str
    title: TextReply
    year: int
    rankings: list[PublishedRankingReply]


class PublishedRoundsReply(ReplyModel):
    """Rounds that have published, newest year first."""

    rounds: list[PublishedRoundReply]


class LatestVersionReply(ReplyModel):
    """The newest published version of a ranking."""

    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime


class PublicationJobReply(ReplyModel):
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


class PublicationJobsReply(ReplyModel):
    """Every publication that was asked for, the latest first."""

    jobs: list[PublicationJobReply]
