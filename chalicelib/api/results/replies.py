"""Replies of the routes about publications."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Points, ReplyModel, TextReply

Cause = Literal["asked", "publication", "appraisal_first", "appraisal_final", "sealed", "night"]


class PublishedRankingReply(ReplyModel):
    """The latest version of a ranking, and its address."""

    index: str
    title: TextReply
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRoundReply(ReplyModel):
    """A round that has published a ranking."""

    round: str
    title: TextReply
    year: int
    rankings: list[PublishedRankingReply]


class PublishedRoundsReply(ReplyModel):
    """Rounds that have published a ranking, newest year first."""

    rounds: list[PublishedRoundReply]


class LatestVersionReply(ReplyModel):
    """The newest published version of a ranking."""

    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime


class PublicationJobReply(ReplyModel):
    """A publication that was asked for; `published` names its rankings once it is done, `drafts`
    the draft of each index. One with `due_at` waits until then as `scheduled`.
    """

    job: str
    state: Literal["scheduled", "queued", "running", "done", "failed", "cancelled"]
    status: Literal["provisional", "final"]
    reason: str
    by: str
    asked_at: AwareDatetime | None
    indexes: list[str]
    versions: dict[str, int]
    published_at: AwareDatetime | None
    published: list[str]
    problem: dict[str, Any] | None
    drafts: dict[str, int]
    due_at: AwareDatetime | None


class PublicationJobsReply(ReplyModel):
    """Every publication that was asked for, latest first."""

    jobs: list[PublicationJobReply]


class DraftJobReply(ReplyModel):
    """Drafts that were asked for: their numbers by index once it is done, and in `made` the indexes
    where something had changed, so that the draft is a new one.
    """

    job: str
    state: Literal["queued", "done", "failed"]
    cause: Cause
    by: str
    asked_at: AwareDatetime
    indexes: list[str]
    drafts: dict[str, int]
    made: list[str]
    problem: dict[str, Any] | None


class StatusCountsReply(ReplyModel):
    """Units by what becomes of them."""

    ranked: int
    unranked: int
    excluded: int
    missing: int


class GapCountsReply(ReplyModel):
    """Criteria of units without data: those of units that are not ranked, those that count 0."""

    not_ranked: int
    counts_zero: int


class ChangeCountsReply(ReplyModel):
    """What changed since the draft before: inputs of this index, inputs of others, units."""

    inputs: int
    elsewhere: int
    units: int


class DraftReply(ReplyModel):
    """A draft in totals; `drop_outs` would be ranked but are excluded or were never appraised."""

    index: str
    draft: int
    at: AwareDatetime
    by: str
    cause: Cause
    inputs_digest: str
    engine: str
    since: int | None
    changed: ChangeCountsReply
    statuses: StatusCountsReply
    bands: dict[str, int]
    gaps: GapCountsReply
    drop_outs: list[str]
    survey: Literal["none", "not_sealed", "no_answers", "counted"]


class OpenDecisionReply(ReplyModel):
    """What is still to be decided about a unit; `leaf` is empty where it is about the whole."""

    kind: Literal["exclusion", "adjustment", "not_applicable", "dishonesty", "objection"]
    unit: str
    name: TextReply
    index: str
    leaf: str


class DraftsReply(ReplyModel):
    """Drafts, newest first in each index, and the last jobs; nothing final is published of an index
    with `open_decisions`.
    """

    drafts: list[DraftReply]
    jobs: list[DraftJobReply]
    waiting_rulings: Annotated[
        int,
        Field(description="exclusions and adjustments that are not confirmed: no draft has them"),
    ]
    open_decisions: list[OpenDecisionReply]


class GapGroupReply(ReplyModel):
    """A criterion without data, what that does, and to which units."""

    leaf: str
    effect: Literal["not_ranked", "counts_zero"]
    maximum: Points
    detail: str
    detail_en: str
    units: list[str]


class InputChangeReply(ReplyModel):
    """An input that changed: `what` is its file in a bundle, `part` the pass or the group."""

    what: str
    unit: str
    leaf: str
    part: str
    before: str | None
    after: str | None


class StandingReply(ReplyModel):
    """Where a unit stands in a draft."""

    status: Literal["ranked", "unranked", "excluded", "missing"]
    rank: int | None
    band: str | None
    index: Points | None
    total: Points | None


class UnitMoveReply(ReplyModel):
    """A unit that stands elsewhere than in the draft before."""

    unit: str
    name: TextReply
    before: StandingReply | None
    after: StandingReply | None


class WholeDraftReply(DraftReply):
    """A draft with all there is to see; `ranking` is the ranking.json that would be published, with
    version 0.
    """

    gap_groups: list[GapGroupReply]
    inputs: list[InputChangeReply]
    units: list[UnitMoveReply]
    ranking: dict[str, Any]
