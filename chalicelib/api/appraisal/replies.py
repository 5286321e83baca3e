"""Replies of the council's routes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.assessment.sheet_replies import EntryReply
from chalicelib.api.assessment.submission_replies import SentReply
from chalicelib.api.assessment.supplement_replies import AddedReply
from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.people.replies import Role
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
    """The unit's own entries and evidence, what it has sent of them, what it added since, both
    passes, and what was proposed for them; entries are by criterion. Of the unit the person
    `appraises` these criteria and `prepares` those, by the assignments.
    """

    unit: str
    submitted_at: AwareDatetime | None
    sent: SentReply | None
    entries: dict[str, EntryReply]
    evidence: list[EvidenceFileReply]
    supplement: AddedToSheetReply
    appraisals: dict[Literal["1", "2"], dict[str, AppraisalReply]]
    proposals: dict[Literal["1", "2"], dict[str, AppraisalReply]]
    appraises: list[str]
    prepares: list[str]
    own_unit: bool


class AppraisalAssignmentReply(ReplyModel):
    """A part of an index that goes to a member: of `units`, or of every unit if none is named."""

    index: str
    part: str
    units: list[str]
    member: str
    helpers: list[str]
    deputy: str


class OwnUnitsReply(ReplyModel):
    """The units at which a person works, and so appraises nothing."""

    person: str
    units: list[str]


class CouncilPersonReply(ReplyModel):
    """Somebody of the council who can sign in."""

    email: str
    name: str
    role: Role


class LoadReply(ReplyModel):
    """How many criteria of units a member appraises in an area; those of nobody are under ""."""

    index: str
    area: str
    member: str
    criteria: int


class AssignmentGapReply(ReplyModel):
    """Criteria that nobody appraises for these units, and why; `member` is who would have."""

    index: str
    area: str
    criteria: list[str]
    units: list[str]
    why: Literal["nobody", "own_unit", "left"]
    member: str


class AssignedCriterionReply(ReplyModel):
    """A criterion, and the codes of it that the council appraises."""

    code: str
    title: TextReply
    appraised: list[str]


class AssignedAreaReply(ReplyModel):
    """An area with its criteria."""

    code: str
    title: TextReply
    criteria: list[AssignedCriterionReply]


class AssignedIndexReply(ReplyModel):
    """An index with its areas."""

    index: str
    title: TextReply
    areas: list[AssignedAreaReply]


class AssignedUnitReply(ReplyModel):
    """A unit of the round."""

    unit: str
    index: str
    name: TextReply


class AssignmentsOverviewReply(ReplyModel):
    """Everything that is assigned in a round in this version (0: never), the council, the tree and
    the units, and what follows: the load of each member and the gaps.
    """

    title: TextReply
    version: int
    assignments: list[AppraisalAssignmentReply]
    own: list[OwnUnitsReply]
    people: list[CouncilPersonReply]
    load: list[LoadReply]
    gaps: list[AssignmentGapReply]
    indexes: list[AssignedIndexReply]
    units: list[AssignedUnitReply]


class AssignmentsPreviewReply(AssignmentsOverviewReply):
    """What a table would assign, and every problem in it with its cell; while there are errors, no
    load and no gaps are told.
    """

    errors: list[ListProblemReply]
    notices: Annotated[
        list[ListProblemReply],
        Field(description="how the file was read where one might expect something else"),
    ]
