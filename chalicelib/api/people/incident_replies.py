"""What routes about incidents reply with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import Answer, Text
from chalicelib.api.survey.replies import Helper


class FaultReply(Answer):
    """What operations staff answered."""

    text: str
    by: str
    at: AwareDatetime


class ReportedFault(Answer):
    """A reported fault and its answers, oldest first; `group` is empty where it touches none in
    particular.
    """

    id: str
    unit: str
    name: Text
    index: str
    group: str
    kind: Literal["sending", "receiving", "answering"]
    text: str
    contact: str
    status: Literal["open", "answered", "closed"]
    reported_by: str
    reported_at: AwareDatetime
    replies: list[FaultReply]
    closed_at: AwareDatetime | None


class UnitFaults(Answer):
    """A unit's reports, latest first, and whom to ask."""

    faults: list[ReportedFault]
    helpers: list[Helper]


class ReportedFaults(Answer):
    """Every unit's reports, latest first."""

    faults: list[ReportedFault]
