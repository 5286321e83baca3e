"""Bodies of the routes about incidents."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from chalicelib.api.bodies import Body
from chalicelib.domain.people.incidents import Incident, IncidentNote
from chalicelib.domain.rounds.units import Unit

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
_Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
_Words = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]


class ReportIncident(Body):
    """An incident: what goes wrong, in which group (left out: in none in particular), and whom to
    call back.
    """

    save_id: _Id
    kind: Literal["sending", "receiving", "answering"]
    index: _Line = ""
    group: _Line = ""
    text: _Words
    contact: _Line = ""

    def incident(self, unit: Unit, by: str, now: datetime) -> Incident:
        """The incident for the domain."""
        return Incident(
            self.save_id,
            unit.id,
            self.index or unit.index,
            self.group,
            self.kind,
            self.text,
            self.contact,
            by,
            now,
        )


class ReplyToIncident(Body):
    """A reply to the unit."""

    save_id: _Id
    text: _Words

    def reply(self, by: str, now: datetime) -> IncidentNote:
        """The reply for the domain."""
        return IncidentNote(self.save_id, self.text, by, now)
