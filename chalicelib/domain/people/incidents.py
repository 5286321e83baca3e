"""Faults that a unit reports while the survey runs, and what operations staff answer.

The official letters have every unit name a contact for problems in sending, receiving and
answering, and the authority help (letter 8131 §3; Tuyên Quang's guide §3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.errors import Conflict
from chalicelib.domain.texts import Text

KINDS = {
    "sending": Text("gửi thư mời", "sending invitations"),
    "receiving": Text("nhận thư mời", "receiving invitations"),
    "answering": Text("trả lời phiếu", "answering the questionnaire"),
}
# A unit reports each fault once; somebody who reports hundreds has lost the way, and staff would
# lose theirs.
MAX_OPEN = 50


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """What operations staff answered; `id` makes the same answer sent twice one answer."""

    id: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """A reported fault. `group` is "" where it touches no group in particular; `contact` is whom to
    call back.
    """

    id: str
    unit: str
    index: str
    group: str
    kind: str
    text: str
    contact: str
    reported_by: str
    reported_at: datetime
    replies: tuple[IncidentNote, ...] = ()
    closed_by: str = ""
    closed_at: datetime | None = None

    @property
    def status(self) -> str:
        """`open`, `answered` or `closed`."""
        if self.closed_at:
            return "closed"
        return "answered" if self.replies else "open"

    def answered(self, reply: IncidentNote) -> Incident:
        """With one more answer, unless it is there already; Conflict once the fault is closed."""
        if any(each.id == reply.id for each in self.replies):
            return self
        if self.closed_at:
            raise Conflict(
                "Báo lỗi này đã đóng; nếu lỗi còn, đơn vị báo lỗi mới.",
                "This report is closed; if the trouble persists, the unit reports it again.",
            )
        return replace(self, replies=(*self.replies, reply))

    def closed(self, by: str, now: datetime) -> Incident:
        """Closed; the first person to close it is on record."""
        return self if self.closed_at else replace(self, closed_by=by, closed_at=now)
