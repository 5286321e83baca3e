"""Bodies of the routes of a unit's team."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Day, LongBody
from chalicelib.domain.assessment.team import Assignment, Contact

_Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]


class WantedAssignment(Body):
    """A criterion that a person or a division is assigned to, with a local due date."""

    leaf: _Line
    to: _Line
    due: Day | None = None

    def assignment(self) -> Assignment:
        """The assignment for the domain."""
        return Assignment(self.leaf, self.to, self.due)


class KeepAssignments(Body):
    """All assignments; `version` is the one that was read (left out: they are replaced in any
    case).
    """

    assignments: Annotated[list[WantedAssignment], Field(max_length=1000)]
    version: Annotated[int, Field(ge=0)] | None = None


class WantedContact(Body):
    """A contact; `from` is the first day, today if left out."""

    kind: Literal["technical", "coordinator"]
    name: _Line
    position: _Line = ""
    phone: _Line = ""
    email: _Line = ""
    since: Annotated[Day | None, Field(alias="from")] = None

    def contact(self, today: date) -> Contact:
        """The contact for the domain."""
        return Contact(
            self.kind, self.name, self.position, self.phone, self.email, self.since or today
        )


class KeepContacts(Body):
    """All current contacts; `version` is the one that was read (left out: they are replaced in any
    case).
    """

    contacts: Annotated[list[WantedContact], Field(max_length=20)]
    version: Annotated[int, Field(ge=0)] | None = None


class ReadNotices(Body):
    """Notices that were read."""

    ids: Annotated[list[_Line], Field(max_length=200)]


class CarryOver(LongBody):
    """Copy from an earlier round."""

    from_round: Annotated[_Line, StringConstraints(min_length=1), Field(alias="from")]
    save_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,60}$")]
