"""Incidents that a unit reports while the survey runs, and the replies of operations staff.

By the official letters every unit names a contact for trouble in sending, receiving and answering,
and the authority helps (letter 8131 §3; Tuyên Quang's guide §3).
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
# A unit reports each incident once; nobody could keep hundreds of open ones in view.
MAX_OPEN = 50


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """A reply of operations staff; sent twice under one `id` it is one reply."""

    id: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """A reported incident. `group` is "" if it is about no group in particular; `contact` is the
    person to call back.
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
        """With this reply, unless it is there already; Conflict if the incident is closed."""
        if any(kept.id == reply.id for kept in self.replies):
            return self
        if self.closed_at:
            raise Conflict(
                "Báo lỗi này đã đóng; nếu lỗi còn, đơn vị báo lỗi mới.",
                "This report is closed; if the trouble persists, the unit reports it again.",
            )
        return replace(self, replies=(*self.replies, reply))

    def closed(self, by: str, now: datetime) -> Incident:
        """Closed; the first person who closed it stays on record."""
        return self if self.closed_at else replace(self, closed_by=by, closed_at=now)
