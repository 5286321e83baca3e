"""What operations staff are told about units."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from chalicelib.api.assessment.submission_replies import Sent
from chalicelib.api.assessment.team_replies import Contact
from chalicelib.api.replies import Answer, Submission, Text, Window
from chalicelib.api.rounds.replies import PlannedWindow


class UnitStanding(Answer):
    """How far a unit is: `done` of the `leaves` that it scores have a value."""

    unit: str
    name: Text
    index: str
    region: str
    done: int
    leaves: int
    submission: Submission
    sent_at: AwareDatetime | None
    receipt: str | None
    reopened: Annotated[bool, Field(description="whether it was sent and is open again")]
    windows: Annotated[dict[str, Window], Field(description="those decided for this unit alone")]


class RoundUnits(Answer):
    """Every unit of the round."""

    units: list[UnitStanding]


class UnitOverview(Answer):
    """One unit: its windows as they count for it, what it has sent last, its contact persons."""

    unit: str
    name: Text
    windows: dict[str, PlannedWindow]
    sent: Sent | None
    contacts: list[Contact]
