"""Replies of the council's routes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.assessment.sheet_replies import EntryReply
from chalicelib.api.assessment.submission_replies import SentReply
from chalicelib.api.assessment.supplement_replies import AddedReply
from chalicelib.api.evidence.replies import EvidenceFileReply
from chalicelib.api.replies import Digest, Points, ReplyModel, Submission, TextReply, WindowReply

Doubt = Literal["not_sent", "unusual", "estimated", "no_evidence", "file"]


class CouncilIndexReply(ReplyModel):
    """An index with its areas by code; `mine` are those that are assigned to the member."""

    index: str
    title: TextReply
    areas: dict[str, TextReply]
    mine: list[str]


class CouncilStateReply(ReplyModel):
    """The round as a council member works in it: the windows, what is assigned, whether a sample
    gets second scores, and whether units may object.
    """

    round: str
    title: TextReply
    windows: dict[str, WindowReply]
    second_scores: bool
    objections: bool
    indexes: list[CouncilIndexReply]


class AppraisedReply(ReplyModel):
    """How many of the `leaves` criteria that take a value have one."""

    appraised: int
    leaves: int


class CouncilUnitReply(ReplyModel):
    """How far the appraisal of a unit is: `appraised` of the `leaves` criteria that apply have a
    value; the same by area, and of what the person appraises (`mine`).
    """

    unit: str
    name: TextReply
    index: str
    submitted_at: AwareDatetime | None
    submission: Submission
    appraised: int
    leaves: int
    areas: dict[str, AppraisedReply]
    mine: AppraisedReply


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


class ExplanationRequestReply(ReplyModel):
    """What a member asks a unit about a criterion; `question` is empty once it was withdrawn."""

    leaf: str
    question: str
    version: int
    by: str
    asked_at: AwareDatetime


class CouncilSheetReply(ReplyModel):
    """What the unit has submitted (nothing before that, nor what it changes once its
    self-assessment is open again), what it added since, both passes, and what was proposed for
    them; entries are by criterion. Of the unit the person `appraises` these criteria and `prepares`
    those, by the assignments.

    `doubts` says why a criterion should be looked at; it has every self-assessed criterion that
    applies.
    """

    unit: str
    name: TextReply
    index: str
    windows: dict[str, WindowReply]
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
    doubts: dict[str, list[Doubt]]
    requests: dict[str, ExplanationRequestReply]


class CouncilCriteriaReply(ReplyModel):
    """The criteria tree of a unit's index as it was loaded (contract §2); each criterion with
    points has `applies`, and `mine` if it is assigned to the member.
    """

    index: str
    title: TextReply
    illustrative: bool
    areas: list[dict[str, Any]]


class CriterionReply(ReplyModel):
    """A criterion that the council appraises: how many of the units that it applies to have a
    value.
    """

    criterion: str
    area: str
    title: TextReply
    method: str
    maximum: Points
    mine: bool
    appraised: int
    units: int


class IndexCriteriaReply(ReplyModel):
    """An index with its areas, by code, and its criteria."""

    index: str
    title: TextReply
    areas: dict[str, TextReply]
    criteria: list[CriterionReply]


class CouncilIndexesReply(ReplyModel):
    """The criteria of every index."""

    indexes: list[IndexCriteriaReply]


class ComparedUnitReply(ReplyModel):
    """One unit's case of a criterion: what it submitted (null: nothing), its files, both passes,
    why it should be looked at, and whether the person appraises it.
    """

    unit: str
    name: TextReply
    submission: Submission
    applies: bool
    mine: bool
    own: EntryReply | None
    evidence: list[EvidenceFileReply]
    appraisals: dict[Literal["1", "2"], AppraisalReply]
    doubts: list[Doubt]


class AcrossReply(ReplyModel):
    """One criterion (as it was loaded, contract §2) of all units of its index."""

    index: str
    title: TextReply
    area: TextReply
    mine: bool
    criterion: dict[str, Any]
    units: list[ComparedUnitReply]


class LeafBeforeReply(ReplyModel):
    """A criterion in the year before: the unit's own points, the council's and its comment."""

    applied: bool
    maximum: Points
    own_points: Points | None
    value: Any
    points: Points | None
    comment: str


class BeforeReply(ReplyModel):
    """The criteria of the latest earlier round of the same authority that are the same today;
    `round` is null where the unit was in none.
    """

    round: str | None
    title: TextReply | None
    year: int | None
    criteria: dict[str, LeafBeforeReply]


class AcceptanceReply(ReplyModel):
    """A bulk acceptance: what it accepted by unit, or what was restored; `left` criteria stayed as
    they were.
    """

    act: str
    round_pass: Annotated[int, Field(alias="pass")]
    asked_at: AwareDatetime
    undone: bool
    changed: dict[str, list[str]]
    left: int


class AcceptancesReply(ReplyModel):
    """The member's own bulk acceptances, newest first."""

    acceptances: list[AcceptanceReply]
