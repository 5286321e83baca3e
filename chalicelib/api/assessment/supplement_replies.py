"""Replies of the routes of a unit's supplement."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.replies import Digest, Points, ReplyModel, TextReply, WindowReply


class ResultReply(ReplyModel):
    """The council's value for a criterion in the first appraisal, with points and comment."""

    value: Any
    points: Points | None
    comment: str


class SupplementStateReply(ReplyModel):
    """The window of the supplement, the result of the first appraisal (null until the
    unit may see it), and the digest of what was added (null: nothing was added).

    `requests` are the council's questions by criterion, none before that result. If there are any,
    these criteria alone can be supplemented.
    """

    window: WindowReply
    locked_since: AwareDatetime | None
    locked_reason: TextReply | None
    digest: Digest | None
    first_result: dict[str, ResultReply] | None
    requests: dict[str, str]


class AddedReply(ReplyModel):
    """What was added to a criterion: an explanation, and the ids of files."""

    explanation: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str
    evidence: list[str]


class SupplementReply(ReplyModel):
    """Everything a unit has added after the first result, by criterion."""

    version: int
    locks_at: AwareDatetime
    entries: dict[str, AddedReply]
