"""What the routes about interference answer with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply

SignalName = Literal[
    "burst", "copies", "corrected", "device", "handed", "machine", "speed", "straight"
]


class SignalReply(ReplyModel):
    """One signal about a unit, in all or from one group (`group` null = all): `seen` of `of`
    answers (of invitations for `corrected` and `handed`), `expected` by chance, the `chance` of
    that much or more (0…1), and whether it stands out among all that was looked at.
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
    """What was found about a unit, and the state of the case on it, if there is one."""

    unit: str
    name: TextReply
    flagged: bool
    case: Literal["open", "dismissed", "voided"] | None
    signals: list[SignalReply]


class ExcessSignalReply(ReplyModel):
    """A signal too frequent in the whole index: `seen` of `of`, where `usual` (0…1) is the most of
    honest surveys.
    """

    signal: SignalName
    title: TextReply
    seen: int
    of: int
    usual: float


class IndexSignalsReply(ReplyModel):
    """The signals of an index, units with flags first; of all flags a share of at most `rate` is
    expected to be false. `method` says how it was worked out. Until the ballots are sealed and
    looked at (`complete`) there is only what was done to invitations. `whole` warns of what the
    index as a whole has too much of, where units compared with each other show nothing.
    """

    index: str
    complete: bool
    whole: list[ExcessSignalReply]
    rate: float
    method: TextReply
    units: list[UnitSignalsReply]


class PlaceReply(ReplyModel):
    """Index and rank as they would be published; null where the unit has none."""

    index: str | None
    rank: int | None


class EffectReply(ReplyModel):
    """The unit with its survey counted (`before` a void) and with it voided (`after`)."""

    before: PlaceReply
    after: PlaceReply


class CaseStepReply(ReplyModel):
    """One act in a case."""

    kind: Literal["opened", "note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    by: str
    text: str
    reply_until: AwareDatetime | None
    public: bool
    effect: EffectReply | None


class CaseFileReply(ReplyModel):
    """The case on a unit: its signals when it was opened, and every step, oldest first."""

    unit: str
    name: TextReply
    index: str
    state: Literal["open", "dismissed", "voided"]
    signals: list[SignalReply]
    steps: list[CaseStepReply]


class CaseFilesReply(ReplyModel):
    """Every case of a round."""

    cases: list[CaseFileReply]


class UnitStepReply(ReplyModel):
    """What a unit sees of a step that concerns it."""

    kind: Literal["note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    text: str
    reply_until: AwareDatetime | None


class UnitCaseReply(ReplyModel):
    """What the unit is asked and was told; `reply_until` as long as it may reply."""

    state: Literal["open", "dismissed", "voided"]
    reply_until: AwareDatetime | None
    steps: list[UnitStepReply]
