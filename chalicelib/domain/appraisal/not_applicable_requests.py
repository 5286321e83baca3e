"""Requests of units that a criterion should not apply to them (“đề nghị không áp dụng”).

A criterion that does not apply leaves the unit's maximum, so the unit only asks, with a reason and
evidence, and the council decides with its own reason. What is accepted is a ruling as any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.errors import Conflict
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling

REQUESTED, ACCEPTED, REFUSED = "requested", "accepted", "refused"


@dataclass(frozen=True, slots=True)
class NotApplicableRequest:
    """The `number`-th request of a unit about a leaf, with the ids of the files that it had there,
    and the decision: its reason (`note`), number and day (ISO) of the document it rests on.
    """

    unit: str
    leaf: str
    number: int
    reason: str
    files: tuple[str, ...]
    by: str
    at: datetime
    state: str = REQUESTED
    note: str = ""
    document: str = ""
    dated: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def id(self) -> str:
        """Tells it from every other request of the unit."""
        return f"{self.leaf}/{self.number:06d}"

    def decided(
        self, accept: bool, note: str, source: tuple[str, str], by: str, now: datetime
    ) -> NotApplicableRequest:
        """The request with the decision; `source` is number and day of its document. The same
        decision by the same person changes nothing; Conflict if it was decided otherwise before.
        """
        made = replace(
            self,
            state=ACCEPTED if accept else REFUSED,
            note=note,
            document=source[0],
            dated=source[1],
            decided_by=by,
            decided_at=now,
        )
        if self.state == REQUESTED:
            return made
        if replace(made, decided_at=self.decided_at) == self:
            return self
        raise Conflict(
            "Đề nghị không áp dụng này đã được quyết định.",
            "This request has been decided already.",
        )

    @property
    def ruling(self) -> Ruling | None:
        """The ruling that follows; None unless the request is accepted."""
        if self.state != ACCEPTED or self.decided_at is None:
            return None
        return Ruling(
            "not_applicable",
            self.unit,
            leaf=self.leaf,
            reason=self.note,
            document=self.document,
            dated=self.dated,
            by=self.decided_by,
            at=to_text(self.decided_at),
        )


def after(
    earlier: Iterable[NotApplicableRequest], made: NotApplicableRequest
) -> NotApplicableRequest:
    """The request as the next one about its leaf, or the same one where it is sent again; Conflict
    while another one waits. `earlier` are those of the unit.
    """
    about = [each for each in earlier if each.leaf == made.leaf]
    waiting = next((each for each in about if each.state == REQUESTED), None)
    if waiting is None:
        return replace(made, number=len(about) + 1)
    if (waiting.by, waiting.reason) == (made.by, made.reason):
        return waiting
    raise Conflict(
        "Đề nghị không áp dụng tiêu chí này đang chờ quyết định.",
        "A request about this criterion waits for a decision already.",
    )
