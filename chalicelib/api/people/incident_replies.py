"""What routes about incidents reply with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply
from chalicelib.api.survey.replies import HelperReply


class IncidentAnswerReply(ReplyModel):
    """What operations staff answered."""

    text: str
    by: str
    at: AwareDatetime


class ReportedIncidentReply(ReplyModel):
    """A reported fault and its answers, oldest first; `group` is empty where it touches none in
    particular.
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
    replies: list[IncidentAnswerReply]
    closed_at: AwareDatetime | None


class UnitIncidentsReply(ReplyModel):
    """A unit's reports, latest first, and whom to ask."""

    faults: list[ReportedIncidentReply]
    helpers: list[HelperReply]


class ReportedIncidentsReply(ReplyModel):
    """Every unit's reports, latest first."""

    faults: list[ReportedIncidentReply]
