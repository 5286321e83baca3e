"""What the routes of the appraisal council answer with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.assessment.sheet_replies import EntryReply
from chalicelib.api.assessment.submission_replies import SentReply
from chalicelib.api.assessment.supplement_replies import AddedReply
from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.replies import Digest, Points, ReplyModel, Submission, TextReply


class CouncilUnitReply(ReplyModel):
    """How far the appraisal of a unit is."""

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
    """A leaf as appraised in one pass."""

    value: Any
    points: Points | None
    comment: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class AddedToSheetReply(ReplyModel):
    """What the unit added after the first result, with the digest of that alone (null: nothing)."""

    digest: Digest | None
    entries: dict[str, AddedReply]
    evidence: list[EvidenceFileReply]


class CouncilSheetReply(ReplyModel):
    """A unit's own entries and evidence, what it has sent of them and added since, and both passes
    by leaf.
    """

    unit: str
    submitted_at: AwareDatetime | None
    sent: SentReply | None
    entries: dict[str, EntryReply]
    evidence: list[EvidenceFileReply]
    supplement: AddedToSheetReply
    appraisals: dict[Literal["1", "2"], dict[str, AppraisalReply]]
