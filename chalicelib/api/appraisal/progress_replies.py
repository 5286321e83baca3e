"""Replies of the routes of the progress of the appraisal."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply


class ReminderReply(ReplyModel):
    """The latest letter that reminded a member: when, by whom, how much was left then."""

    at: AwareDatetime
    by: str
    left: int
    failed: bool


class MemberProgressReply(ReplyModel):
    """A member: `done` of the `assigned` criteria of units have a value. `may_remind`: something is
    left, and the member was not reminded today.
    """

    member: str
    name: str
    done: int
    assigned: int
    reminder: ReminderReply | None
    may_remind: bool


class AreaProgressReply(ReplyModel):
    """An area of an index."""

    index: str
    area: str
    title: TextReply
    done: int
    assigned: int


class UnitOfProgressReply(ReplyModel):
    """A unit."""

    unit: str
    name: TextReply
    done: int
    assigned: int


class AppraisalProgressReply(ReplyModel):
    """What is done of what is assigned; `unassigned` criteria of units are nobody's. A criterion
    is done once it has a value in this pass or the one before.
    """

    members: list[MemberProgressReply]
    areas: list[AreaProgressReply]
    units: list[UnitOfProgressReply]
    unassigned: int


class RemindedMembersReply(ReplyModel):
    """The members who were sent a letter, with how much is left; of the others why not: nothing is
    assigned to them (`unknown`), nothing is left (`done`), reminded already (`today`), the letter
    was not taken by the mail service and may be sent again (`failed`).
    """

    reminded: dict[str, int]
    skipped: dict[str, Literal["unknown", "done", "today", "failed"]]
