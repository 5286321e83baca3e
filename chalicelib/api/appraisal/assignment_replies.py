"""Replies about the assignments of the council."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.people.replies import Role
from chalicelib.api.replies import ReplyModel, TextReply


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
