"""What the routes of the operations staff answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import ReplyModel, TextReply, WindowReply
from chalicelib.api.results.replies import LatestVersionReply


class LoadedRoundReply(ReplyModel):
    """A round as it was loaded; `leaves` by index."""

    round: str
    digest: str
    units: int
    leaves: dict[str, int]


class RoundTitleReply(ReplyModel):
    """A round and what it is called."""

    round: str
    title: TextReply
    year: int


class RoundsReply(ReplyModel):
    """Every round, newest year first."""

    rounds: list[RoundTitleReply]


class PlannedWindowReply(WindowReply):
    """A window beside its official dates, and who decided otherwise when (null: nobody)."""

    official_opens: AwareDatetime | None
    official_closes: AwareDatetime | None
    decided_by: str | None
    decided_at: AwareDatetime | None


class RoundStateReply(ReplyModel):
    """The state of a round."""

    round: str
    title: TextReply
    units: int
    windows: dict[str, PlannedWindowReply]
    indexes: Annotated[dict[str, TextReply], Field(description="titles by id")]
    sealed: dict[str, bool]
    rankings: dict[str, LatestVersionReply | None]


class RulingReply(ReplyModel):
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


class RulingsReply(ReplyModel):
    """The rulings of a round."""

    rulings: list[RulingReply]


class RulingsPreviewReply(RulingsReply):
    """The rulings that a table asks for, and everything that is wrong in it by cell."""

    errors: list[ListProblemReply]


class SavedRulingsReply(ReplyModel):
    """How many rulings were kept."""

    saved: int
