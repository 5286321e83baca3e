"""What the routes of a unit's team answer with."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Answer, Text


class HistoryStep(Answer):
    """One change of one leaf; parts that it did not touch are left out of both sides."""

    leaf: str
    version: int
    saved_at: AwareDatetime
    by: str
    was: dict[str, Any]
    now: dict[str, Any]
    value: Any = None
    explanation: str | None = None


class History(Answer):
    """Changes, newest first; `before` for the next page is the last one's `saved_at`."""

    history: list[HistoryStep]


class People(Answer):
    """Names by e-mail address."""

    people: dict[str, str]


class Assignment(Answer):
    """Who sees to a leaf, until when."""

    leaf: str
    to: str
    due: date | None


class Assignments(Answer):
    """All assignments."""

    assignments: list[Assignment]
    version: int


class Contact(Answer):
    """Whom to call, and from when to when."""

    kind: Literal["technical", "coordinator"]
    name: str
    position: str
    phone: str
    email: str
    since: Annotated[date, Field(alias="from")]
    until: date | None
    copied_from: Annotated[str, Field(description="the round it was copied from, or empty")]


class Contacts(Answer):
    """The present contacts, and those there were."""

    contacts: list[Contact]
    former: list[Contact]
    version: int


class Notice(Answer):
    """Something the unit was told."""

    id: str
    kind: Literal[
        "deadline_near",
        "reopened",
        "first_result",
        "supplement_open",
        "published",
        "fault_answered",
        "case_noted",
        "exception_decided",
        "correction_decided",
    ]
    at: AwareDatetime
    text: Text
    read: bool


class Notices(Answer):
    """Notices, newest first."""

    notices: list[Notice]


class CopiedText(Answer):
    """An explanation as it would stand at a leaf."""

    leaf: str
    text: str


class CopiedContact(Answer):
    """A contact that would be copied."""

    kind: Literal["technical", "coordinator"]
    name: str


class Earlier(Answer):
    """What an earlier round has to give."""

    round: str
    title: Text
    year: int
    explanations: list[CopiedText]
    contacts: list[CopiedContact]


class CarryOvers(Answer):
    """What could be copied, by round, the latest first."""

    rounds: list[Earlier]


class CarriedOver(Answer):
    """The leaves whose explanations were copied, and how many contacts."""

    copied: list[str]
    contacts: int
