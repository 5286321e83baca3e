"""Bodies of the routes for lists of respondents; rules of the round are checked by the domain."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.lists.respondents import MAX_CELL, Respondent

Cell = Annotated[str, StringConstraints(max_length=MAX_CELL)]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Version = Annotated[str, StringConstraints(max_length=64)]


class RespondentRow(Body):
    """One person; `rates` names the rated unit in groups whose rows do, `replaces` the post of whom
    a substitute is.
    """

    name: Cell = ""
    email: Cell = ""
    position: Cell = ""
    organisation: Cell = ""
    rates: Cell = ""
    replaces: Cell = ""
    reason: Cell = ""

    def respondent(self) -> Respondent:
        """The row for the domain."""
        return Respondent(
            self.name,
            self.email,
            self.position,
            self.organisation,
            self.rates,
            self.replaces,
            self.reason,
        )


class RespondentList(Body):
    """The whole list of one group; it replaces the one before, with `version` only the one that was
    read.
    """

    respondents: list[RespondentRow]
    version: Version | None = None


class ListFile(Body):
    """An XLSX or CSV file as base64, of one `group` (and `index`, where several have it), or of any
    of the lister's.
    """

    content: Annotated[str, Field(description="the file as base64")]
    group: Cell = ""
    index: Cell = ""


class KeepListFile(ListFile):
    """The file once more, with the `basis` of its preview."""

    basis: Version


class SendLists(Body):
    """Send lists; `acknowledged` says that those with fewer people than planned are complete as
    they are.
    """

    acknowledged: bool = False


class AskExemption(Body):
    """Ask that a list may have fewer people than planned, or more than the limit; `people` is the
    number asked for.
    """

    save_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    group: Cell
    index: Cell = ""
    kind: Literal["fewer", "more"]
    people: int
    reason: Reason

    def exemption(self, lister: str, by: str, now: datetime) -> Exemption:
        """What is asked for, not decided yet."""
        return Exemption(
            self.save_id,
            lister,
            self.index,
            self.group,
            self.kind,
            self.people,
            self.reason,
            now,
            by,
        )


class DecideExemption(Body):
    """Approve or refuse; the note is shown to the person who asked."""

    approve: bool
    note: Reason
