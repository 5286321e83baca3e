"""Replies about second scores."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from chalicelib.api.appraisal.replies import AppraisalReply
from chalicelib.api.replies import Points, ReplyModel, TextReply

Share = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+\.[0-9]{4}$")]


class SecondToScoreReply(ReplyModel):
    """A criterion of a unit of which the person gives the second score."""

    unit: str
    name: TextReply
    criterion: str
    title: TextReply
    given: bool


class ToLookAtReply(ReplyModel):
    """A criterion of a unit that its appraiser is asked to look at again."""

    unit: str
    name: TextReply
    criterion: str
    text: str
    asked_at: AwareDatetime


class OwnSecondScoresReply(ReplyModel):
    """What the person scores a second time, and what the person is asked to look at again."""

    to_score: list[SecondToScoreReply]
    to_look_at: list[ToLookAtReply]


class SecondSheetReply(ReplyModel):
    """The person's second scores of a unit by pass; `seconds` are the criteria that take one."""

    seconds: list[str]
    scores: dict[Literal["1", "2"], dict[str, AppraisalReply]]


class DrawnReply(ReplyModel):
    """Who drew the sample, when, from which seed: `sample` of the `frame` criteria of units, under
    this version of the assignments.
    """

    seed: str
    share: str
    by: str
    at: AwareDatetime
    assignments: int
    frame: int
    sample: int


class DrawnCaseReply(ReplyModel):
    """A criterion of a unit, who appraised it first when the sample was drawn, and whether it is in
    the sample.
    """

    unit: str
    criterion: str
    first: str
    sampled: bool


class FrameReply(DrawnReply):
    """The draw with everything that it was drawn from, so that it can be repeated."""

    rows: list[DrawnCaseReply]


class SecondLoadReply(ReplyModel):
    """How many second scores a member is to give, and has given."""

    member: str
    dealt: int
    given: int


class UndealtReply(ReplyModel):
    """A criterion of a unit of the sample for which there is nobody to give the second score."""

    unit: str
    criterion: str


class SettlementReply(ReplyModel):
    """What was decided about a difference."""

    how: Literal["ask", "keep_first"]
    reason: str
    by: str
    at: AwareDatetime


class SecondPairReply(ReplyModel):
    """The first value of a criterion of a unit beside the second, and how their difference stands;
    `marks` tell these two values from others, `loaded` is the criterion as it was loaded.
    """

    unit: str
    name: TextReply
    index: str
    criterion: str
    title: TextReply
    maximum: Points
    loaded: dict[str, Any]
    first: AppraisalReply
    second: AppraisalReply
    state: Literal["open", "asked", "looked", "kept"]
    marks: str
    settlement: SettlementReply | None


class ConsistencyReply(ReplyModel):
    """A member's mean difference from the others, as a share of the maximum, with its 95% interval;
    null where there are too few pairs.
    """

    member: str
    pairs: int
    mean: Share | None
    low: Share | None
    high: Share | None


class SecondScoresReply(ReplyModel):
    """The second scores of a round. `share` 0: the round has none; `drawn` null: there is no sample
    yet. `over`: the final pass has closed. `counts` has the pairs by state, `fewest` is the least
    number of pairs from which a mean is told.
    """

    share: str
    over: bool
    closes: AwareDatetime | None
    drawn: DrawnReply | None
    given: int
    seconds: list[SecondLoadReply]
    undealt: list[UndealtReply]
    pairs: list[SecondPairReply]
    counts: dict[str, Annotated[int, Field(ge=0)]]
    members: list[ConsistencyReply]
    fewest: int
    people: dict[str, str]
