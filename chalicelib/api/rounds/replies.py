"""What the routes of the operations staff answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.lists.replies import ListFinding
from chalicelib.api.replies import Answer, Text, Window
from chalicelib.api.results.replies import LatestVersion


class LoadedRound(Answer):
    """A round as it was loaded; `leaves` by index."""

    round: str
    digest: str
    units: int
    leaves: dict[str, int]


class RoundTitle(Answer):
    """A round and what it is called."""

    round: str
    title: Text
    year: int


class Rounds(Answer):
    """Every round, newest year first."""

    rounds: list[RoundTitle]


class PlannedWindow(Window):
    """A window beside its official dates, and who decided otherwise when (null: nobody)."""

    official_opens: AwareDatetime | None
    official_closes: AwareDatetime | None
    decided_by: str | None
    decided_at: AwareDatetime | None


class RoundState(Answer):
    """The state of a round."""

    round: str
    title: Text
    units: int
    windows: dict[str, PlannedWindow]
    indexes: Annotated[dict[str, Text], Field(description="titles by id")]
    sealed: dict[str, bool]
    rankings: dict[str, LatestVersion | None]


class Ruling(Answer):
    """A ruling; which members are filled depends on its kind."""

    kind: Literal["external", "not_applicable", "exclusion", "void", "adjustment", "previous"]
    unit: str
    leaf: str
    value: Any
    points: str
    id: str
    index: str
    rank: int
    reason: str
    public: bool
    withdrawn: bool


class Rulings(Answer):
    """The rulings of a round."""

    rulings: list[Ruling]


class RulingsPreview(Rulings):
    """The rulings that a table asks for, and everything that is wrong in it by cell."""

    errors: list[ListFinding]


class SavedRulings(Answer):
    """How many rulings were kept."""

    saved: int
