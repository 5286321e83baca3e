"""What the routes of the appraisal council answer with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.assessment.sheet_replies import Entry
from chalicelib.api.assessment.submission_replies import Sent
from chalicelib.api.assessment.supplement_replies import Added
from chalicelib.api.evidence.replies import EvidenceFile
from chalicelib.api.replies import Answer, Digest, Points, Submission, Text


class CouncilUnit(Answer):
    """How far the appraisal of a unit is."""

    unit: str
    name: Text
    index: str
    submitted_at: AwareDatetime | None
    submission: Submission
    appraised: int
    leaves: int


class CouncilUnits(Answer):
    """Every unit of the round."""

    units: list[CouncilUnit]


class Appraisal(Answer):
    """A leaf as appraised in one pass."""

    value: Any
    points: Points | None
    comment: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class AddedToSheet(Answer):
    """What the unit added after the first result, with the digest of that alone (null: nothing)."""

    digest: Digest | None
    entries: dict[str, Added]
    evidence: list[EvidenceFile]


class CouncilSheet(Answer):
    """A unit's own entries and evidence, what it has sent of them and added since, and both passes
    by leaf.
    """

    unit: str
    submitted_at: AwareDatetime | None
    sent: Sent | None
    entries: dict[str, Entry]
    evidence: list[EvidenceFile]
    supplement: AddedToSheet
    appraisals: dict[Literal["1", "2"], dict[str, Appraisal]]
