"""What the routes about interference answer with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import Answer, Text

SignalName = Literal[
    "burst", "copies", "corrected", "device", "handed", "machine", "speed", "straight"
]


class Signal(Answer):
    """One signal about a unit, in all or from one group (`group` null = all): `seen` of `of`
    answers (of invitations for `corrected` and `handed`), `expected` by chance, the `chance` of
    that much or more (0…1), and whether it stands out among all that was looked at.
    """

    signal: SignalName
    title: Text
    group: str | None
    seen: int
    of: int
    expected: float
    chance: float
    flagged: bool


class UnitSignals(Answer):
    """What was found about a unit, and the state of the case on it, if there is one."""

    unit: str
    name: Text
    flagged: bool
    case: Literal["open", "dismissed", "voided"] | None
    signals: list[Signal]


class ExcessSignal(Answer):
    """A signal too frequent in the whole index: `seen` of `of`, where `usual` (0…1) is the most of
    honest surveys.
    """

    signal: SignalName
    title: Text
    seen: int
    of: int
    usual: float


class IndexSignals(Answer):
    """The signals of an index, units with flags first; of all flags a share of at most `rate` is
    expected to be false. `method` says how it was worked out. Until the ballots are sealed and
    looked at (`complete`) there is only what was done to invitations. `whole` warns of what the
    index as a whole has too much of, where units compared with each other show nothing.
    """

    index: str
    complete: bool
    whole: list[ExcessSignal]
    rate: float
    method: Text
    units: list[UnitSignals]


class Place(Answer):
    """Index and rank as they would be published; null where the unit has none."""

    index: str | None
    rank: int | None


class Effect(Answer):
    """The unit with its survey counted (`before` a void) and with it voided (`after`)."""

    before: Place
    after: Place


class CaseStep(Answer):
    """One act in a case."""

    kind: Literal["opened", "note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    by: str
    text: str
    reply_until: AwareDatetime | None
    public: bool
    effect: Effect | None


class CaseFile(Answer):
    """The case on a unit: its signals when it was opened, and every step, oldest first."""

    unit: str
    name: Text
    index: str
    state: Literal["open", "dismissed", "voided"]
    signals: list[Signal]
    steps: list[CaseStep]


class CaseFiles(Answer):
    """Every case of a round."""

    cases: list[CaseFile]


class UnitStep(Answer):
    """What a unit sees of a step that concerns it."""

    kind: Literal["note", "reply", "dismissed", "voided", "reversed"]
    at: AwareDatetime
    text: str
    reply_until: AwareDatetime | None


class UnitCase(Answer):
    """What the unit is asked and was told; `reply_until` as long as it may reply."""

    state: Literal["open", "dismissed", "voided"]
    reply_until: AwareDatetime | None
    steps: list[UnitStep]
