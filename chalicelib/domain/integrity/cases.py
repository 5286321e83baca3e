"""Cases: interference with the survey about a unit is looked into, the unit is heard, ops decides.

Any interference voids all survey results (letter 8131 §2d; Tuyên Quang's guide §2d), of the rated
unit as we read it. So much is at stake that a void needs the unit heard first: a note, and its
reply or the end of the time to reply. Every step stays in the file; a void is reversed by one more
step, and nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.bundles.bundle import Bundle, Reason
from chalicelib.domain.decimals import two
from chalicelib.domain.errors import Conflict, Invalid, Problem
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.results.rankings import RankedUnit, rank
from chalicelib.domain.rounds.rulings import Ruling

OPENED, NOTE, REPLY, DISMISSED, VOIDED, REVERSED = (
    "opened",
    "note",
    "reply",
    "dismissed",
    "voided",
    "reversed",
)
# A file of hundreds of letters helps nobody.
MAX_STEPS = 100


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """Index and rank as they would be published; None where the unit has none."""

    index: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """The state of the unit with its survey counted, and with it voided."""

    before: PublishedPlace
    after: PublishedPlace


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One act in a case; `id` makes the same act sent twice one act. `reply_until` belongs to a
    note.
    """

    id: str
    kind: str
    by: str
    at: datetime
    text: str
    reply_until: datetime | None = None
    public: bool = False
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The file on a unit: the signals as they were when it was (last) opened, and every step,
    oldest first.
    """

    unit: str
    index: str
    signals: tuple[Signal, ...]
    steps: tuple[CaseStep, ...]

    @property
    def state(self) -> str:
        """`open`, `dismissed` or `voided`."""
        last = next(
            (
                step.kind
                for step in reversed(self.steps)
                if step.kind in (OPENED, DISMISSED, VOIDED, REVERSED)
            ),
            OPENED,
        )
        return last if last in (DISMISSED, VOIDED) else "open"

    @property
    def told(self) -> bool:
        """Whether the unit was ever written to."""
        return any(step.kind == NOTE for step in self.steps)

    @property
    def note(self) -> CaseStep | None:
        """The last note to the unit since the case was last opened."""
        for step in reversed(self.steps):
            if step.kind in (NOTE, OPENED):
                return step if step.kind == NOTE else None
        return None

    def reopened(self, signals: Sequence[Signal], step: CaseStep) -> Case:
        """Opened (again after a dismissal) with the signals as they are now; Conflict while it is
        open or voided.
        """
        if self._has(step):
            return self
        if self.steps and self.state != DISMISSED:
            raise Conflict(
                "Hồ sơ về đơn vị này đang mở; hãy tiếp tục trong hồ sơ đó.",
                "There is a case on this unit; go on in it.",
            )
        return replace(self, signals=tuple(signals), steps=(*self.steps, step))

    def noted(self, step: CaseStep, now: datetime) -> Case:
        """With a note to the unit, who may reply until an instant ahead."""
        if step.reply_until is None or step.reply_until <= now:
            raise Invalid(
                errors=[
                    Problem(
                        "reply_until",
                        "Hạn trả lời phải ở phía trước",
                        "The time to reply must lie ahead",
                    )
                ]
            )
        return self._letter(step)

    def replied(self, step: CaseStep, now: datetime) -> Case:
        """With the unit's reply to the last note; Conflict without one, or after its time."""
        if self._has(step):
            return self
        note = self.note
        if note is None or note.reply_until is None:
            raise Conflict(
                "Chưa có nội dung nào chờ đơn vị trả lời.", "Nothing waits for a reply of the unit."
            )
        if now >= note.reply_until:
            raise Conflict(
                "Đã hết hạn trả lời; hãy liên hệ cơ quan chủ trì để được gia hạn.",
                "The time to reply is over; ask the steering authority for more.",
            )
        return self._letter(step)

    def dismissed(self, step: CaseStep) -> Case:
        """Closed without a void."""
        return self._with(step)

    def voided(self, step: CaseStep, now: datetime) -> Case:
        """With the survey results of the unit voided; Conflict until the unit was heard."""
        if not self._has(step) and not self._heard(now):
            raise Conflict(
                "Đơn vị chưa được giải trình: hãy gửi nội dung cho đơn vị, rồi chờ trả lời hoặc hết"
                " hạn.",
                "The unit was not heard yet: send it a note, and wait for its reply or the end of"
                " its time.",
            )
        return self._with(step)

    def reversed(self, step: CaseStep) -> Case:
        """With the void taken back; the case is open again. Conflict if there is none."""
        if self._has(step):
            return self
        if self.state != VOIDED:
            raise Conflict(
                "Kết quả điều tra của đơn vị không bị hủy.",
                "The unit's survey results are not voided.",
            )
        return replace(self, steps=(*self.steps, step))

    def _heard(self, now: datetime) -> bool:
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
                "The file has too many steps; the steering authority has to decide.",
            )
        return self._with(step)

    def _has(self, step: CaseStep) -> bool:
        return any(each.id == step.id for each in self.steps)

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
    """The ruling that a step makes: a void, or the same withdrawn; None for other steps."""
    if step.kind not in (VOIDED, REVERSED):
        return None
    return Ruling(
        "void", unit, reason=step.text, public=step.public, withdrawn=step.kind == REVERSED
    )


def effect_on(unit: str, bundle: Bundle) -> Effect:
    """What voiding does to a unit's index and rank, by the same computation that is published."""
    index = next(
        each
        for each in bundle.round.indexes
        if each.id == next(its.index for its in bundle.units if its.id == unit)
    )
    others = {name: reason for name, reason in bundle.voids.items() if name != unit}
    places = []
    for voids in (others, {**others, unit: Reason("")}):
        entries = rank(replace(bundle, voids=voids), index, "").entries
        places.append(_place(next(entry for entry in entries if entry.score.unit.id == unit)))
    return Effect(*places)


def _place(entry: RankedUnit) -> PublishedPlace:
    return PublishedPlace(None if entry.index is None else two(entry.index), entry.rank)
