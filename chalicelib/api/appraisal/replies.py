"""Replies of the council's routes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.assessment.sheet_replies import EntryReply
from chalicelib.api.assessment.submission_replies import SentReply
from chalicelib.api.assessment.supplement_replies import AddedReply
from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.replies import Digest, Points, ReplyModel, Submission, TextReply


class CouncilUnitReply(ReplyModel):
    """How far the appraisal of a unit is: `appraised` of the `leaves` criteria have a value."""

    unit: str
    name: TextReply
    index: str
    submitted_at: AwareDatetime | None
    submission: Submission
    appraised: int
    leaves: int


class CouncilUnitsReply(ReplyModel):
    """Every unit of the round."""

    units: list[CouncilUnitReply]


class AppraisalReply(ReplyModel):
    """The value of a criterion in one pass, with the points that its rule gives and the comment."""

    value: Any
    points: Points | None
    comment: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class AddedToSheetReply(ReplyModel):
    """What the unit added after the first result, and the digest of that (null: nothing was
    added).
    """

    digest: Digest | None
    entries: dict[str, AddedReply]
    evidence: list[EvidenceFileReply]


class CouncilSheetReply(ReplyModel):
    """The unit's own entries and evidence, what it has sent of them, what it added since, and both
    passes; entries are by criterion.
    """

    unit: str
    submitted_at: AwareDatetime | None
    sent: SentReply | None
    entries: dict[str, EntryReply]
    evidence: list[EvidenceFileReply]
    supplement: AddedToSheetReply
    appraisals: dict[Literal["1", "2"], dict[str, AppraisalReply]]
