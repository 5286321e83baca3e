"""What the routes about a survey's progress and its problems answer with."""

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
    """People counted; `answered`, `asked` and `rate` are null where fewer than 5 were invited.

    `answered` of the `asked` people have answered, and `rate` is that in a hundred. Asked is
    everybody invited, but a total holds groups below 5 only if they have 5 people together.
    """

    listed: int
    invited: int
    sent: int
    delivered: int
    bounced: Annotated[int, Field(description="the address does not exist or takes no mail")]
    complained: Annotated[int, Field(description="the person called the letter spam")]
    answered: int | None
    asked: int | None
    rate: Points | None


class GroupProgressReply(CountedReply):
    """How far a group is; `plan` is that of the whole index."""

    index: str
    group: str
    title: TextReply
    plan: int | None


class UnitGroupProgressReply(GroupProgressReply):
    """A group that a unit follows; `own` if the unit lists it, else others list people about the
    unit.
    """

    own: bool


class _CountingReply(ReplyModel):
    """`at` is when it was counted, null before the first time; `closes`, `state`, `days_left` are
    the survey's.
    """

    at: AwareDatetime | None
    state: State
    closes: AwareDatetime | None
    days_left: int | None


class ProgressReply(_CountingReply):
    """The groups that a unit lists and those that others list about it, counted once an hour."""

    groups: dict[str, UnitGroupProgressReply]
    total: CountedReply
    helpers: list[HelperReply]


class BodyProgressReply(ReplyModel):
    """One body, by group."""

    id: str
    name: TextReply
    groups: dict[str, CountedReply]
    total: CountedReply


class IndexProgressReply(ReplyModel):
    """An index by group, by rated unit, and by the body that lists."""

    index: str
    title: TextReply
    sealed: bool
    groups: list[GroupProgressReply]
    rated: list[BodyProgressReply]
    listers: list[BodyProgressReply]
    total: CountedReply


class RoundProgressReply(_CountingReply):
    """The whole survey."""

    round: str
    title: TextReply
    indexes: list[IndexProgressReply]


class IndexSurveyReply(CountedReply):
    """How far the survey of an index is."""

    sealed: bool


class SurveyStateReply(ReplyModel):
    """By index."""

    at: AwareDatetime | None
    indexes: dict[str, IndexSurveyReply]


class InvitedReply(BaseModel):
    """How many letters were queued."""

    queued: int


class SealedReply(BaseModel):
    """Whether the boxes of an index are sealed; until then a job is at it."""

    index: str
    sealed: bool


class OptionReply(BaseModel):
    """An option; its number is its place, from 1."""

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
    """A number to keep; it is tied to nothing."""

    receipt: str
