"""Replies of the routes about published versions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import ReplyModel
from chalicelib.api.results.replies import InputChangeReply, UnitMoveReply

Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]


class PublishedVersionReply(ReplyModel):
    """A published version in the chain of its index. `digest` is the sha256 of UTF-8 lines ended by
    LF: the hex digits of `before` (empty for the first), the index, the number, then for each file
    by name `name NUL sha256 in hex`.
    """

    index: str
    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime
    reason: str | None
    supersedes: int | None
    files: dict[str, Digest]
    before: Digest | None
    digest: Digest


class VersionLogReply(ReplyModel):
    """Every published version of a round, the oldest first in each index."""

    round: str
    versions: list[PublishedVersionReply]


class VersionDifferenceReply(ReplyModel):
    """What differs in version `after` from version `before`, and the reason given for `after`;
    `inputs` is null where one of them has no public bundle.
    """

    round: str
    index: str
    before: int
    after: int
    reason: str | None
    inputs: list[InputChangeReply] | None
    units: list[UnitMoveReply]
