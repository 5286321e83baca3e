"""Replies of the routes of a unit's team."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import ReplyModel, TextReply


class HistoryStepReply(ReplyModel):
    """One change of one criterion, with the parts that it changed as they were and are now."""

    leaf: str
    version: int
    saved_at: AwareDatetime
    by: str
    was: dict[str, Any]
    now: dict[str, Any]
    value: Any = None
    explanation: str | None = None


class HistoryReply(ReplyModel):
    """Changes, newest first; `before` of the next page is the `saved_at` of the last one."""

    history: list[HistoryStepReply]


class PeopleReply(ReplyModel):
    """Names by e-mail address."""

    people: dict[str, str]


class AssignmentReply(ReplyModel):
    """Who is assigned to a criterion, and until when."""

    leaf: str
    to: str
    due: date | None


class AssignmentsReply(ReplyModel):
    """All assignments."""

    assignments: list[AssignmentReply]
    version: int


class ContactReply(ReplyModel):
    """A contact, and its first and last day."""

    kind: Literal["technical", "coordinator"]
    name: str
    position: str
    phone: str
    email: str
    since: Annotated[date, Field(alias="from")]
    until: date | None
    copied_from: Annotated[str, Field(description="the round it was copied from, or empty")]


class ContactsReply(ReplyModel):
    """The current contacts, and the former ones."""

    contacts: list[ContactReply]
    former: list[ContactReply]
    version: int


class NoticeReply(ReplyModel):
    """Something the unit was told."""

    id: str
    kind: Literal[
        "deadline_near",
        "reopened",
        "first_result",
        "final_result",
        "supplement_open",
        "published",
        "fault_answered",
        "case_noted",
        "exception_decided",
        "correction_decided",
        "evidence_bad",
        "objection_decided",
        "not_applicable_decided",
    ]
    at: AwareDatetime
    text: TextReply
    read: bool


class NoticesReply(ReplyModel):
    """Notices, newest first."""

    notices: list[NoticeReply]


class CopiedTextReply(ReplyModel):
    """An explanation that would be copied to a criterion."""

    leaf: str
    text: str


class CopiedContactReply(ReplyModel):
    """A contact that would be copied."""

    kind: Literal["technical", "coordinator"]
    name: str


class EarlierReply(ReplyModel):
    """What could be copied from an earlier round."""

    round: str
    title: TextReply
    year: int
    explanations: list[CopiedTextReply]
    contacts: list[CopiedContactReply]


class CarryOversReply(ReplyModel):
    """What could be copied, by round, latest first."""

    rounds: list[EarlierReply]


class CarriedOverReply(ReplyModel):
    """The criteria whose explanations were copied, and the number of contacts copied."""

    copied: list[str]
    contacts: int
