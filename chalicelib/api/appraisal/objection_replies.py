"""Replies about objections."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.replies import Points, ReplyModel, TextReply


class ObjectedValueReply(ReplyModel):
    """A value of the criterion, as it is stored and in words, with its points."""

    value: Any
    words: str
    points: Points | None


class ObjectionReply(ReplyModel):
    """A unit's objection to a criterion of a final release (its number). `was` is the value that it
    is about; once it is decided, `note` is the council's reason and `value` what an accepted one
    gives.
    """

    leaf: str
    title: TextReply
    maximum: Points
    release: int
    reason: str
    at: AwareDatetime
    by: str
    files: list[EvidenceFileReply]
    state: Literal["requested", "accepted", "refused"]
    was: ObjectedValueReply | None
    note: str
    value: ObjectedValueReply | None
    decided_at: AwareDatetime | None


class UnitObjectionsReply(ReplyModel):
    """A unit's objections. It may object until `closes` (null: this round takes none, or the final
    result is not released), once to each criterion of the final `release`.
    """

    closes: AwareDatetime | None
    open: bool
    release: int | None
    objections: list[ObjectionReply]


class CouncilObjectionReply(ObjectionReply):
    """An objection as the council sees it."""

    unit: str
    name: TextReply
    index: str
    decided_by: str


class CouncilObjectionsReply(ReplyModel):
    """Every objection of the round."""

    title: TextReply
    objections: list[CouncilObjectionReply]
