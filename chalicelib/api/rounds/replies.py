"""Replies of the routes of operations staff about rounds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import ReplyModel, TextReply, WindowReply
from chalicelib.api.results.replies import LatestVersionReply


class LoadedRoundReply(ReplyModel):
    """A loaded round; `leaves` is the number of criteria with points, by index."""

    round: str
    digest: str
    units: int
    leaves: dict[str, int]


class RoundTitleReply(ReplyModel):
    """A round with its title and year."""

    round: str
    title: TextReply
    year: int


class RoundsReply(ReplyModel):
    """Every round, newest year first."""

    rounds: list[RoundTitleReply]


class PlannedWindowReply(WindowReply):
    """A window with its official dates, and who changed it and when (null: nobody)."""

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
    """A ruling of the authority; its kind decides which members are filled."""

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
    document: Annotated[str, Field(description="number of the document it rests on")]
    dated: Annotated[str, Field(description="the day of that document, or empty")]
    withdrawn: bool
    by: Annotated[str, Field(description="who entered it, or empty")]
    at: AwareDatetime | None
    confirmed_by: Annotated[str, Field(description="the second person, where it needs one")]
    confirmed_at: AwareDatetime | None


class RulingsReply(ReplyModel):
    """The rulings of a round."""

    rulings: list[RulingReply]


class ExternalCriterionReply(ReplyModel):
    """A criterion that takes an external figure; `rule` is that of the round's file (contract
    §2).
    """

    index: str
    code: str
    title: TextReply
    max: str
    rule: dict[str, Any]


class ExternalCriteriaReply(ReplyModel):
    """The criteria that take an external figure, index by index."""

    criteria: list[ExternalCriterionReply]


class RulingsPreviewReply(RulingsReply):
    """The rulings that a table asks for, and every problem in it with its cell."""

    errors: list[ListProblemReply]
    notices: Annotated[
        list[ListProblemReply],
        Field(description="how the file was read where one might expect something else"),
    ]


class SavedRulingsReply(ReplyModel):
    """How many rulings were saved, and how many of them count only once a second person has
    confirmed them.
    """

    saved: int
    waiting: int
