"""Replies about released results."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Points, ReplyModel, TextReply


class ReleaseReply(ReplyModel):
    """A release: its number in the round, when, by whom, why, and how many criteria had no
    value.
    """

    number: int
    at: AwareDatetime
    by: str
    reason: str
    waiting: int


class ReleasedUnitReply(ReplyModel):
    """A unit with its name."""

    unit: str
    name: TextReply


class PassOfIndexReply(ReplyModel):
    """A pass of the units of an index. `still_open` are the units whose pass is not over: until
    there are none it cannot be released. `waiting` of the `criteria` have no value; `changed` are
    the units whose result changed since the last release.
    """

    round_pass: Annotated[Literal[1, 2], Field(alias="pass")]
    index: str
    title: TextReply
    units: int
    still_open: list[ReleasedUnitReply]
    criteria: int
    waiting: int
    releases: list[ReleaseReply]
    changed: list[ReleasedUnitReply]


class ReleasesOverviewReply(ReplyModel):
    """Every pass of every index; `version` counts the releases of the round."""

    title: TextReply
    version: int
    passes: list[PassOfIndexReply]


class ResultColumnsReply(ReplyModel):
    """Points by who gave them; null where there are none, or they are not released."""

    own: Points | None
    first: Points | None
    final: Points | None


class GivenReply(ReplyModel):
    """A value for a criterion, as it is stored and in words, with the explanation or reason."""

    value: Any
    words: str
    reason: str


class AddedInSupplementReply(ReplyModel):
    """What the unit was asked, and what it added: an explanation and the names of files."""

    question: str
    explanation: str
    files: list[str]


class ResultLineReply(ReplyModel):
    """An area, a criterion, a sub-criterion (kind `leaf`) or the total. Only a leaf has values;
    `counted` is the pass whose value is the final one; `takes_evidence`: files may be sent for it.
    """

    kind: Literal["area", "criterion", "leaf", "total"]
    code: str
    title: TextReply
    maximum: Points
    applies: bool
    points: ResultColumnsReply
    own: GivenReply | None
    first: GivenReply | None
    final: GivenReply | None
    counted: Literal[1, 2] | None
    added: AddedInSupplementReply | None
    takes_evidence: bool


class UnitResultReply(ReplyModel):
    """A unit's result with the criteria that the council appraises. `released` has the latest
    release of each pass that the unit may see; the first also shows, without one, once the
    supplement has opened.
    """

    round: str
    title: TextReply
    authority: TextReply
    unit: str
    name: TextReply
    index: str
    index_title: TextReply
    illustrative: bool
    submitted_at: AwareDatetime | None
    first_shown: bool
    final_shown: bool
    released: dict[Literal["1", "2"], AwareDatetime]
    lines: list[ResultLineReply]
