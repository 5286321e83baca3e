"""Replies to operations staff about units."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from chalicelib.api.assessment.submission_replies import SentReply
from chalicelib.api.assessment.team_replies import ContactReply
from chalicelib.api.replies import ReplyModel, Submission, TextReply, WindowReply
from chalicelib.api.rounds.replies import PlannedWindowReply


class UnitStandingReply(ReplyModel):
    """How far a unit is: `done` of the `leaves` criteria that it scores have a value."""

    unit: str
    name: TextReply
    index: str
    region: str
    done: int
    leaves: int
    submission: Submission
    sent_at: AwareDatetime | None
    receipt: str | None
    reopened: Annotated[bool, Field(description="whether it was sent and is open again")]
    windows: Annotated[
        dict[str, WindowReply],
        Field(description="the windows that were decided for this unit alone"),
    ]


class RoundUnitsReply(ReplyModel):
    """Every unit of the round."""

    units: list[UnitStandingReply]


class UnitOverviewReply(ReplyModel):
    """One unit: its windows as they apply to it, its latest submission, and its current
    contacts.
    """

    unit: str
    name: TextReply
    windows: dict[str, PlannedWindowReply]
    sent: SentReply | None
    contacts: list[ContactReply]
