"""Replies of the routes about motions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply

Choice = Literal["agree", "disagree", "abstain"]


class TallyReply(ReplyModel):
    """How many members have agreed, disagreed, abstained, and not voted."""

    agree: int
    disagree: int
    abstain: int
    silent: int


class VoteReply(ReplyModel):
    """A vote."""

    choice: Choice
    reason: str
    at: AwareDatetime


class VoterReply(ReplyModel):
    """A member as the motion was frozen; `vote` is the one that counts, `votes` are all."""

    email: str
    name: str
    role: Literal["council", "chair"]
    vote: VoteReply | None
    votes: list[VoteReply]


class PaperReply(ReplyModel):
    """A file of the meeting."""

    paper: str
    kind: Literal["agenda", "minutes", "report"]
    name: str
    at: AwareDatetime
    by: str


class LiftingReply(ReplyModel):
    """Why the freeze was lifted."""

    reason: str
    at: AwareDatetime
    by: str


class ReportApprovalReply(ReplyModel):
    """The approval of the report; `date` is that of the document."""

    number: str
    date: date
    paper: PaperReply
    at: AwareDatetime
    by: str


class MotionReply(ReplyModel):
    """Frozen drafts with the votes on them. `share` of all members must agree: more than it, or
    with `share_reached` at least it. `votes_here`: whether the person who asks votes on it.
    """

    motion: int
    state: Literal["frozen", "approved", "lifted"]
    drafts: dict[str, int]
    inputs_digest: str
    at: AwareDatetime
    by: str
    note: str
    share: str
    share_reached: bool
    tally: TallyReply
    agreed: bool
    votes_here: bool
    voters: list[VoterReply]
    papers: list[PaperReply]
    lifting: LiftingReply | None
    approval: ReportApprovalReply | None


class MotionsReply(ReplyModel):
    """Every motion of the round, newest first; `indexes` are titles."""

    round: str
    council: bool
    indexes: dict[str, TextReply]
    motions: list[MotionReply]


class ChangedInputReply(ReplyModel):
    """An input that has changed, in words."""

    at: str
    code: str
    detail: str
    detail_en: str


class MotionChangesReply(ReplyModel):
    """Whether the motion is still of the current inputs, and which of them have changed."""

    current: bool
    changes: list[ChangedInputReply]
