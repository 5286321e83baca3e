"""Replies of the routes about publications."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply


class PublishedRankingReply(ReplyModel):
    """The latest version of a ranking, and its address."""

    index: str
    title: TextReply
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRoundReply(ReplyModel):
    """A round that has published a ranking."""

    round: str
    title: TextReply
    year: int
    rankings: list[PublishedRankingReply]


class PublishedRoundsReply(ReplyModel):
    """Rounds that have published a ranking, newest year first."""

    rounds: list[PublishedRoundReply]


class LatestVersionReply(ReplyModel):
    """The newest published version of a ranking."""

    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime


class PublicationJobReply(ReplyModel):
    """A publication that was asked for; `published` names its rankings once it is done."""

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
    """Every publication that was asked for, latest first."""

    jobs: list[PublicationJobReply]
