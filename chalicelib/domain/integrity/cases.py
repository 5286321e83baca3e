"""Cases: possible interference with the survey about a unit, or dishonesty of a unit in evidence or
figures; the unit is heard, then staff decide.

Any interference voids all survey results (letter 8131 §2d; Tuyên Quang's guide §2d); we take that
as the results of the rated unit. The unit must be heard before a void: it gets a note, and it
replies or the time to reply ends. Every step is kept; a void is reversed by one more step, and
nothing is ever deleted. A unit found dishonest is neither rated nor ranked (Hà Nội's plan §3); it
is heard in the same way, and its exclusion counts once a second person has confirmed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.bundles.bundle import Bundle, Reason
from chalicelib.domain.decimals import two
from chalicelib.domain.errors import Conflict, Invalid, Problem
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.results.rankings import RankedUnit, rank
from chalicelib.domain.rounds.rulings import Ruling

OPENED, NOTE, REPLY = "opened", "note", "reply"
DISMISSED, VOIDED, EXCLUDED, REVERSED = "dismissed", "voided", "excluded", "reversed"
# What a case is about; the first ends with a void, the second with an exclusion.
SURVEY, DISHONESTY = "survey", "dishonesty"
_UPHELD = (VOIDED, EXCLUDED)
# Nobody can judge a case with hundreds of steps.
MAX_STEPS = 100
# A day to reply at least, but for clocks that differ.
LEAST_REPLY = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """Index and rank as they would be published; None where the unit has none."""

    index: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """The published place of a unit with its survey counted (`before`) and voided (`after`)."""

    before: PublishedPlace
    after: PublishedPlace


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a case; sent twice under one `id` it is one step. `reply_until` is the time to
    reply to a note; `leaves` are the criteria that the opening is about.
    """

    id: str
    kind: str
    by: str
    at: datetime
    text: str
    reply_until: datetime | None = None
    public: bool = False
    effect: Effect | None = None
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The case of a unit: the signals when it was last opened, and every step, oldest first."""

    unit: str
    index: str
    signals: tuple[Signal, ...]
    steps: tuple[CaseStep, ...]
    about: str = SURVEY

    @property
    def state(self) -> str:
        """`open`, `dismissed`, `voided` or `excluded`."""
        last = next(
            (
                step.kind
                for step in reversed(self.steps)
                if step.kind in (OPENED, DISMISSED, *_UPHELD, REVERSED)
            ),
            OPENED,
        )
        return last if last in (DISMISSED, *_UPHELD) else "open"

    @property
    def told(self) -> bool:
        """Whether the unit ever got a note."""
        return any(step.kind == NOTE for step in self.steps)

    @property
    def note(self) -> CaseStep | None:
        """The last note to the unit since the case was last opened, or its decision reversed."""
        for step in reversed(self.steps):
            if step.kind in (NOTE, OPENED, REVERSED):
                return step if step.kind == NOTE else None
        return None

    def reopened(self, signals: Sequence[Signal], step: CaseStep) -> Case:
        """Opened, or opened again after a dismissal, with the current signals; Conflict if it is
        open or upheld.
        """
        if self._has(step):
            return self
        if self.steps and self.state != DISMISSED:
            raise Conflict(
                "Hồ sơ về đơn vị này đang mở; hãy tiếp tục trong hồ sơ đó.",
                "There is a case on this unit already; continue with that one.",
            )
        return replace(self, signals=tuple(signals), steps=(*self.steps, step))

    def noted(self, step: CaseStep, now: datetime) -> Case:
        """With a note to the unit; Invalid unless it has LEAST_REPLY to reply."""
        if step.reply_until is None or step.reply_until < now + LEAST_REPLY:
            raise Invalid(
                errors=[
                    Problem(
                        "reply_until",
                        "Đơn vị cần ít nhất một ngày để trả lời",
                        "The unit needs at least one day to reply",
                    )
                ]
            )
        return self._letter(step)

    def replied(self, step: CaseStep, now: datetime) -> Case:
        """With the unit's reply to the last note; Conflict without a note or after its
        `reply_until`.
        """
        if self._has(step):
            return self
        note = self.note
        if note is None or note.reply_until is None:
            raise Conflict(
                "Chưa có nội dung nào chờ đơn vị trả lời.",
                "There is nothing for the unit to reply to.",
            )
        if now >= note.reply_until:
            raise Conflict(
                "Đã hết hạn trả lời; hãy liên hệ cơ quan chủ trì để được gia hạn.",
                "The time to reply is over; ask the authority for more time.",
            )
        return self._letter(step)

    def dismissed(self, step: CaseStep) -> Case:
        """Closed without a consequence."""
        return self._with(step)

    def upheld(self, step: CaseStep, now: datetime) -> Case:
        """With the survey results of the unit voided, or the unit excluded; Conflict until the unit
        was heard.
        """
        if not self._has(step) and not self.heard(now):
            raise Conflict(
                "Đơn vị chưa được giải trình: hãy gửi nội dung cho đơn vị, rồi chờ trả lời hoặc hết"
                " hạn.",
                "The unit was not heard yet: send it a note, then wait for its reply or the end of"
                " the time to reply.",
            )
        return self._with(step)

    def reversed(self, step: CaseStep) -> Case:
        """With the void or the exclusion reversed and the case open again; Conflict if there is
        none.
        """
        if self._has(step):
            return self
        if self.state not in _UPHELD:
            raise Conflict(
                "Hồ sơ này chưa có kết luận nào để rút lại.",
                "This case has no decision that could be reversed.",
            )
        return replace(self, steps=(*self.steps, step))

    def heard(self, now: datetime) -> bool:
        """Whether the unit replied to its last note, or its time to reply is over."""
        note = self.note
        if note is None or note.reply_until is None:
            return False
        return now >= note.reply_until or any(
            step.kind == REPLY and step.at >= note.at for step in self.steps
        )

    def _letter(self, step: CaseStep) -> Case:
        if len(self.steps) >= MAX_STEPS and not self._has(step):
            raise Conflict(
                "Hồ sơ đã quá nhiều bước; cơ quan chủ trì cần quyết định.",
                "The case has too many steps; the authority has to decide.",
            )
        return self._with(step)

    def _has(self, step: CaseStep) -> bool:
        return any(kept.id == step.id for kept in self.steps)

    def _with(self, step: CaseStep) -> Case:
        if self._has(step):
            return self
        if self.state != "open":
            raise Conflict(
                "Hồ sơ này đã kết thúc; hãy mở lại hoặc khôi phục trước.",
                "This case is decided; open it again or reverse the decision first.",
            )
        return replace(self, steps=(*self.steps, step))


def ruling_of(unit: str, step: CaseStep) -> Ruling | None:
    """The ruling of a step: a void, or the withdrawn one for a reversal; None for other steps."""
    if step.kind not in (VOIDED, REVERSED):
        return None
    return Ruling(
        "void", unit, reason=step.text, public=step.public, withdrawn=step.kind == REVERSED
    )


def effect_on(unit: str, bundle: Bundle) -> Effect:
    """The effect of a void on a unit's index and rank, by the computation of publications."""
    of_unit = next(known.index for known in bundle.units if known.id == unit)
    index = next(known for known in bundle.round.indexes if known.id == of_unit)
    others = {name: reason for name, reason in bundle.voids.items() if name != unit}
    places = []
    for voids in (others, {**others, unit: Reason("")}):
        entries = rank(replace(bundle, voids=voids), index, "").entries
        places.append(_place(next(entry for entry in entries if entry.score.unit.id == unit)))
    return Effect(*places)


def _place(entry: RankedUnit) -> PublishedPlace:
    return PublishedPlace(None if entry.index is None else two(entry.index), entry.rank)
