"""Bodies of the council."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from chalicelib.api.bodies import Body, Email, LongBody, SaveId, Short
from chalicelib.domain.appraisal.assignments import AppraisalAssignment
from chalicelib.domain.assessment.changes import KEEP, Change


def no_truth(value: Any) -> Any:
    """True is equal to 1 in Python, but it is no number."""
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


class LeafAppraisal(Body):
    """The council's value and comment for one criterion."""

    leaf: Short
    version: Annotated[int, Field(ge=0)]
    value: Any = None
    comment: str | None = None

    def change(self) -> Change:
        """The change for the domain; the comment is its explanation."""
        given = self.model_fields_set
        return Change(
            self.leaf,
            self.version,
            self.value if "value" in given else KEEP,
            self.comment if "comment" in given else KEEP,
        )


class SaveAppraisals(Body):
    """A save of the council in the first (1) or the final (2) appraisal."""

    save_id: SaveId
    round_pass: Annotated[Literal[1, 2], BeforeValidator(no_truth), Field(alias="pass")]
    entries: Annotated[list[LeafAppraisal], Field(min_length=1, max_length=1000)]


class WantedAppraisalAssignment(Body):
    """A part of an index (the code of an area, a criterion or a sub-criterion) that goes to a
    member, of these units or (none given) of all.
    """

    index: Short
    part: Short
    units: Annotated[list[Short], Field(max_length=2000)] = []
    member: Email
    helpers: Annotated[list[Email], Field(max_length=20)] = []
    deputy: Email = ""

    def assignment(self) -> AppraisalAssignment:
        """The assignment for the domain."""
        return AppraisalAssignment(
            self.index, self.part, self.member, tuple(self.units), tuple(self.helpers), self.deputy
        )


class WantedOwnUnits(Body):
    """The units at which a person of the council works; none takes the person off the list."""

    person: Email
    units: Annotated[list[Short], Field(max_length=2000)]


class ReplaceAssignments(LongBody):
    """Everything that is assigned in the round, in place of `version`, which was read before.
    People who are not in `own` keep their own units.
    """

    version: Annotated[int, Field(ge=0)]
    assignments: Annotated[list[WantedAppraisalAssignment], Field(max_length=5000)]
    own: Annotated[list[WantedOwnUnits], Field(max_length=2000)] = []


class AssignmentFile(LongBody):
    """Assignments as an XLSX or CSV file."""

    content: Annotated[str, Field(description="the file as base64")]


class AppraisalWorkbook(LongBody):
    """A filled workbook of appraisals (.xlsx)."""

    content: Annotated[str, Field(description="the file as base64", min_length=1)]


class RemindMembers(Body):
    """Members, by e-mail address, who are reminded of what is left."""

    members: Annotated[list[Email], Field(min_length=1, max_length=100)]


class AskExplanation(Body):
    """Ask a unit about a criterion; `version` is that of the request as it was seen, 0 for none. An
    empty question withdraws it.
    """

    leaf: Short
    question: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
    version: Annotated[int, Field(ge=0)]


class CriterionOfUnit(Body):
    """A criterion of a unit."""

    unit: Short
    leaf: Short


class AcceptInBulk(Body):
    """Accept, in the first (1) or the final (2) appraisal, what units sent for these criteria;
    `act` is made by the caller, and an act sent again under it counts once.
    """

    act: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,50}$")]
    round_pass: Annotated[Literal[1, 2], BeforeValidator(no_truth), Field(alias="pass")]
    entries: Annotated[list[CriterionOfUnit], Field(min_length=1, max_length=2000)]

    def wanted(self) -> dict[str, list[str]]:
        """The criteria by unit, each once."""
        by_unit: dict[str, dict[str, None]] = {}
        for entry in self.entries:
            by_unit.setdefault(entry.unit, {})[entry.leaf] = None
        return {unit: list(leaves) for unit, leaves in by_unit.items()}
