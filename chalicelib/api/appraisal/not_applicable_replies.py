"""Replies about requests that a criterion should not apply."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.replies import Points, ReplyModel, TextReply


class NotApplicableRequestReply(ReplyModel):
    """A unit's `number`-th request about a criterion, with the files that it had there; once it is
    decided, `note` is the council's reason.
    """

    leaf: str
    title: TextReply
    maximum: Points
    number: int
    reason: str
    by: str
    at: AwareDatetime
    files: list[EvidenceFileReply]
    state: Literal["requested", "accepted", "refused"]
    note: str
    document: Annotated[str, Field(description="number of the document the decision rests on")]
    dated: Annotated[str, Field(description="the day of that document, or empty")]
    decided_at: AwareDatetime | None


class UnitNotApplicableReply(ReplyModel):
    """A unit's requests, and whether it may make one now."""

    open: bool
    requests: list[NotApplicableRequestReply]


class CouncilNotApplicableRequestReply(NotApplicableRequestReply):
    """A request as the council sees it."""

    unit: str
    name: Annotated[TextReply, Field(description="of the unit")]
    decided_by: str


class CouncilNotApplicableReply(ReplyModel):
    """Every request of the round."""

    title: TextReply
    requests: list[CouncilNotApplicableRequestReply]
