"""Replies of the routes about the survey and its progress."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from chalicelib.api.replies import Points, ReplyModel, State, TextReply


class HelperReply(ReplyModel):
    """Whom to ask; `email` or `phone` may be empty."""

    title: TextReply
    email: str
    phone: str


class CountedReply(ReplyModel):
    """People counted; `answered`, `asked` and `rate` are null if fewer than 5 were invited.

    `answered` of the `asked` people have answered, and `rate` is that in percent. Everybody invited
    is asked; but groups of fewer than 5 are part of a total only if together they have at least 5
    people.
    """

    listed: int
    invited: int
    sent: int
    delivered: int
    bounced: Annotated[int, Field(description="the address does not exist or takes no mail")]
    complained: Annotated[int, Field(description="the person marked the letter as spam")]
    answered: int | None
    asked: int | None
    rate: Points | None


class GroupProgressReply(CountedReply):
    """The progress of a group; `plan` is that of the whole index."""

    index: str
    group: str
    title: TextReply
    plan: int | None


class UnitGroupProgressReply(GroupProgressReply):
    """The progress of a group for a unit; `own`: the unit lists these people, else others list them
    about the unit.
    """

    own: bool


class _CountingReply(ReplyModel):
    """`at` is when it was counted, null before the first count; `closes`, `state` and `days_left`
    are those of the survey.
    """

    at: AwareDatetime | None
    state: State
    closes: AwareDatetime | None
    days_left: int | None


class ProgressReply(_CountingReply):
    """The progress of the groups that a unit lists, and of those that others list about it; counted
    once an hour.
    """

    groups: dict[str, UnitGroupProgressReply]
    total: CountedReply
    helpers: list[HelperReply]


class ProgressRowReply(ReplyModel):
    """The progress of one unit, or of the authority, by group."""

    id: str
    name: TextReply
    groups: dict[str, CountedReply]
    total: CountedReply


class IndexProgressReply(ReplyModel):
    """The progress of an index by group, by rated unit, and by lister."""

    index: str
    title: TextReply
    sealed: bool
    groups: list[GroupProgressReply]
    rated: list[ProgressRowReply]
    listers: list[ProgressRowReply]
    total: CountedReply


class RoundProgressReply(_CountingReply):
    """The progress of the whole survey."""

    round: str
    title: TextReply
    indexes: list[IndexProgressReply]


class IndexSurveyReply(CountedReply):
    """The survey progress of an index."""

    sealed: bool


class SurveyStateReply(ReplyModel):
    """Survey progress by index."""

    at: AwareDatetime | None
    indexes: dict[str, IndexSurveyReply]


class InvitedReply(BaseModel):
    """How many letters were queued."""

    queued: int


class SealedReply(BaseModel):
    """Whether the boxes of an index are sealed; until then a job is working on it."""

    index: str
    sealed: bool


class OptionReply(BaseModel):
    """An option; its number is its position, from 1."""

    title: dict[str, str]


class AskedQuestionReply(BaseModel):
    """A question and its options."""

    id: str
    title: dict[str, str]
    options: list[OptionReply]


class QuestionnaireReply(BaseModel):
    """What an opened link shows, and the ballot to send with the answers."""

    ballot: str
    round: dict[str, dict[str, str]]
    index: dict[str, dict[str, str]]
    unit: dict[str, dict[str, str]]
    group: dict[str, dict[str, str]]
    closes: AwareDatetime | None
    questions: list[AskedQuestionReply]
    illustrative: bool


class AnswerReceiptReply(BaseModel):
    """A random number to keep; it is linked to nothing."""

    receipt: str
