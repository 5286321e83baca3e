"""Bodies of the routes for respondent lists; the domain checks the rules of the round."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, LongBody
from chalicelib.api.seen_texts import AS_IS
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.lists.respondents import MAX_CELL, MAX_ROWS, Respondent

Cell = Annotated[str, StringConstraints(max_length=MAX_CELL)]
# Looked at with the other rules for lists, which name its row.
CellOfRow = Annotated[str, StringConstraints(max_length=MAX_CELL), AS_IS]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Version = Annotated[str, StringConstraints(max_length=64)]


class RespondentRow(Body):
    """One person; `rates` is the rated unit in groups whose rows name it, `replaces` the post of
    the person for whom a substitute is listed.
    """

    name: CellOfRow = ""
    email: CellOfRow = ""
    position: CellOfRow = ""
    organisation: CellOfRow = ""
    rates: CellOfRow = ""
    replaces: CellOfRow = ""
    reason: CellOfRow = ""

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
    """The whole list of one group; it replaces the one before, with `version` only if that is the
    one that was read.
    """

    respondents: Annotated[list[RespondentRow], Field(max_length=MAX_ROWS)]
    version: Version | None = None


class ListFile(LongBody):
    """An XLSX or CSV file as base64, of one `group` (and `index`, if several have that group), or
    of any of the lister's groups.
    """

    content: Annotated[str, Field(description="the file as base64")]
    group: Cell = ""
    index: Cell = ""


class KeepListFile(ListFile):
    """The file again, with the `basis` of its preview."""

    basis: Version


class SendLists(LongBody):
    """Send lists; `acknowledged` confirms that lists with fewer people than planned are
    complete.
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
        """The request for the domain, without a decision."""
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
    """Approve or refuse an exemption; the note is shown to the unit that asked."""

    approve: bool
    note: Reason
