"""Replies of the routes about incidents."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply
from chalicelib.api.survey.replies import HelperReply


class IncidentNoteReply(ReplyModel):
    """A reply of operations staff to the unit."""

    text: str
    by: str
    at: AwareDatetime


class ReportedIncidentReply(ReplyModel):
    """A reported incident and the replies to it, oldest first; `group` is empty if it is about no
    group in particular.
    """

    id: str
    unit: str
    name: TextReply
    index: str
    group: str
    kind: Literal["sending", "receiving", "answering"]
    text: str
    contact: str
    status: Literal["open", "answered", "closed"]
    reported_by: str
    reported_at: AwareDatetime
    replies: list[IncidentNoteReply]
    closed_at: AwareDatetime | None


class UnitIncidentsReply(ReplyModel):
    """The incidents that a unit reported, latest first, and whom to ask."""

    faults: list[ReportedIncidentReply]
    helpers: list[HelperReply]


class ReportedIncidentsReply(ReplyModel):
    """The incidents that all units reported, latest first."""

    faults: list[ReportedIncidentReply]
