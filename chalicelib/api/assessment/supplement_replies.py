"""What the routes of a unit's supplement answer with."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.replies import Digest, Points, ReplyModel, TextReply, WindowReply


class ResultReply(ReplyModel):
    """What the council gave a leaf in its first pass."""

    value: Any
    points: Points | None
    comment: str


class SupplementStateReply(ReplyModel):
    """Until when a unit may supplement, what the first appraisal came to (null until it has
    closed), and the digest of what was added (null as long as there is nothing).
    """

    window: WindowReply
    locked_since: AwareDatetime | None
    locked_reason: TextReply | None
    digest: Digest | None
    first_result: dict[str, ResultReply] | None


class AddedReply(ReplyModel):
    """What was added to a leaf: an explanation, and the ids of files."""

    explanation: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str
    evidence: list[str]


class SupplementReply(ReplyModel):
    """Everything a unit has added after the first result."""

    version: int
    locks_at: AwareDatetime
    entries: dict[str, AddedReply]
