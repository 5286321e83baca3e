"""Replies of the routes about interference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import ReplyModel, TextReply

SignalName = Literal[
    "burst", "copies", "corrected", "device", "handed", "machine", "speed", "straight"
]


class SignalReply(ReplyModel):
    """One signal about a unit, over all groups (`group` null) or from one group: `seen` of `of`
    answers (invitations for `corrected` and `handed`), `expected` by chance, the `chance` of that
    many or more (0…1), and whether it is unusual among all signals (`flagged`).
    """

    signal: SignalName
    title: TextReply
    group: str | None
    seen: int
    of: int
    expected: float
    chance: float
    flagged: bool


class UnitSignalsReply(ReplyModel):
    """The signals about a unit, and the state of its case, if there is one."""

    unit: str
    name: TextReply
    flagged: bool
    case: Literal["open", "dismissed", "voided"] | None
    signals: list[SignalReply]


class ExcessSignalReply(ReplyModel):
    """A signal that is too frequent in the whole index: `seen` of `of`, where `usual` (0…1) is the
    highest share in honest surveys.
    """

    signal: SignalName
    title: TextReply
    seen: int
    of: int
    usual: float


class IndexSignalsReply(ReplyModel):
    """The signals of an index, units with flags first; a share of at most `rate` of all flags is
    expected to be false. `method` tells how they are computed. Until the boxes are sealed and
    examined (`complete`), only changes of invitations are counted. `whole` warns of what the whole
    index has too much of, which comparisons of units do not show.
    """

    index: str
    complete: bool
    whole: list[ExcessSignalReply]
    rate: float
    method: TextReply
    units: list[UnitSignalsReply]


class PlaceReply(ReplyModel):
    """Index and rank as they would be published; null if the unit has none."""

    index: str | None
    rank: int | None


class EffectReply(ReplyModel):
    """The unit with its survey results counted (`before` a void) and voided (`after`)."""

    before: PlaceReply
    after: PlaceReply


class CaseStepReply(ReplyModel):
    """One step of a case."""

    kind: Literal["opened", "note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    by: str
    text: str
    reply_until: AwareDatetime | None
    public: bool
    effect: EffectReply | None


class CaseFileReply(ReplyModel):
    """The case of a unit: its signals when it was opened, and every step, oldest first."""

    unit: str
    name: TextReply
    index: str
    state: Literal["open", "dismissed", "voided"]
    signals: list[SignalReply]
    steps: list[CaseStepReply]


class DishonestyStepReply(ReplyModel):
    """One step of a case on dishonesty."""

    kind: Literal["opened", "note", "reply", "dismissed", "excluded", "reversed"]
    at: AwareDatetime
    by: str
    text: str
    reply_until: AwareDatetime | None
    public: bool
    leaves: list[str]


class DoubtedFileReply(ReplyModel):
    """A file of the unit at such a criterion; with what it was sent, who uploaded it and when."""

    part: Literal["self_assessment", "supplement", "objection"]
    evidence: str
    name: str
    sha256: str
    by: str
    at: AwareDatetime
    replaces: Annotated[str, Field(description="the name of the file in whose place it was sent")]
    removed_at: AwareDatetime | None
    removed_by: str


class DoubtedCriterionReply(ReplyModel):
    """A criterion that a case on dishonesty is about, with the unit's files there."""

    leaf: str
    title: TextReply
    files: list[DoubtedFileReply]


class ProposedExclusionReply(ReplyModel):
    """What came of the exclusion, or of taking it back (`withdraws`), with the second person."""

    state: Literal["waiting", "confirmed", "refused", "withdrawn"]
    withdraws: bool
    note: str
    decided_by: str
    decided_at: AwareDatetime | None


class DishonestyCaseReply(ReplyModel):
    """The case on dishonesty of a unit, every step oldest first."""

    unit: str
    name: TextReply
    index: str
    state: Literal["open", "dismissed", "excluded"]
    criteria: list[DoubtedCriterionReply]
    steps: list[DishonestyStepReply]
    exclusion: ProposedExclusionReply | None


class ListedDishonestyCaseReply(ReplyModel):
    """A case on dishonesty in brief, without its steps and files."""

    unit: str
    name: TextReply
    state: Literal["open", "dismissed", "excluded"]
    exclusion: ProposedExclusionReply | None


class DishonestyCasesReply(ReplyModel):
    """Every case on dishonesty of a round."""

    cases: list[ListedDishonestyCaseReply]


class UnitDishonestyStepReply(ReplyModel):
    """What a unit sees of a step of its case."""

    kind: Literal["note", "reply", "dismissed", "excluded", "reversed"]
    at: AwareDatetime
    text: str
    reply_until: AwareDatetime | None


class UnitDishonestyReply(ReplyModel):
    """The case on dishonesty as the unit sees it; an exclusion shows once it is confirmed.
    `reply_until` is null unless the unit may reply.
    """

    reply_until: AwareDatetime | None
    steps: list[UnitDishonestyStepReply]


class CaseFilesReply(ReplyModel):
    """Every case of a round."""

    cases: list[CaseFileReply]


class UnitStepReply(ReplyModel):
    """What a unit sees of a step of its case."""

    kind: Literal["note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    text: str
    reply_until: AwareDatetime | None


class UnitCaseReply(ReplyModel):
    """The case of a unit as the unit sees it; `reply_until` is null unless it may reply."""

    state: Literal["open", "dismissed", "voided"]
    reply_until: AwareDatetime | None
    steps: list[UnitStepReply]
