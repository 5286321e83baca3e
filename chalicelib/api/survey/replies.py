"""What the routes about a survey's progress and its faults answer with."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Answer, Points, State, Text


class Helper(Answer):
    """Whom to ask; `email` or `phone` may be empty."""

    title: Text
    email: str
    phone: str


class Counted(Answer):
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


class GroupProgress(Counted):
    """How far a group is; `plan` is that of the whole index."""

    index: str
    group: str
    title: Text
    plan: int | None


class UnitGroupProgress(GroupProgress):
    """A group that a unit follows; `own` if the unit lists it, else others list people about the
    unit.
    """

    own: bool


class _Counting(Answer):
    """`at` is when it was counted, null before the first time; `closes`, `state`, `days_left` are
    the survey's.
    """

    at: AwareDatetime | None
    state: State
    closes: AwareDatetime | None
    days_left: int | None


class Progress(_Counting):
    """The groups that a unit lists and those that others list about it, counted once an hour."""

    groups: dict[str, UnitGroupProgress]
    total: Counted
    helpers: list[Helper]


class BodyProgress(Answer):
    """One body, by group."""

    id: str
    name: Text
    groups: dict[str, Counted]
    total: Counted


class IndexProgress(Answer):
    """An index by group, by rated unit, and by the body that lists."""

    index: str
    title: Text
    sealed: bool
    groups: list[GroupProgress]
    rated: list[BodyProgress]
    listers: list[BodyProgress]
    total: Counted


class RoundProgress(_Counting):
    """The whole survey."""

    round: str
    title: Text
    indexes: list[IndexProgress]


class IndexSurvey(Counted):
    """How far the survey of an index is."""

    sealed: bool


class SurveyState(Answer):
    """By index."""

    at: AwareDatetime | None
    indexes: dict[str, IndexSurvey]
