"""Bodies of the routes for lists of respondents; rules of the round are checked by the domain."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chalicelib.domain.respondents import MAX_CELL, Respondent

__all__ = ["KeepListFile", "ListFile", "RespondentList", "RespondentRow"]

Cell = Annotated[str, StringConstraints(max_length=MAX_CELL)]
Version = Annotated[str, StringConstraints(max_length=64)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RespondentRow(_Body):
    """One person; `rates` names the rated unit in groups whose rows do, `replaces` the post of whom a substitute is."""

    name: Cell = ""
    email: Cell = ""
    position: Cell = ""
    organisation: Cell = ""
    rates: Cell = ""
    replaces: Cell = ""
    reason: Cell = ""

    def respondent(self) -> Respondent:
        """The row for the domain."""
        return Respondent(self.name, self.email, self.position, self.organisation, self.rates, self.replaces,
                          self.reason)


class RespondentList(_Body):
    """The whole list of one group; it replaces the one before, with `version` only the one that was read."""

    respondents: list[RespondentRow]
    version: Version | None = None


class ListFile(_Body):
    """An XLSX or CSV file as base64, of one `group` (and `index`, where several have it), or of any of the lister's."""

    content: Annotated[str, Field(description="the file as base64")]
    group: Cell = ""
    index: Cell = ""


class KeepListFile(ListFile):
    """The file once more, with the `basis` of its preview."""

    basis: Version
