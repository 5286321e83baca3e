"""Proposed rulings: what decides over a unit's whole result is confirmed by a second person.

An exclusion takes a unit out of the ranking, bonus and penalty points change its total by hand. So
one person proposes such a ruling, and it counts once another one has confirmed it. The same goes
for a change of one that counts, and for its withdrawal; until then it counts as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from chalicelib.domain.errors import Conflict, Forbidden, Invalid, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.spelling import mailboxes

KINDS = ("exclusion", "adjustment")
# So many are decided at once: a transaction takes a hundred items, two of each proposal.
MOST = 40
# What is no part of what a person proposes.
_NOT_TOLD = ("at", "confirmed_at", "earlier")
WAITING, CONFIRMED, REFUSED, WITHDRAWN = "waiting", "confirmed", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class ProposedRuling:
    """A ruling that waits for the second person, or what came of it: `withdrawn` is said of the one
    whose proposer took it back. `note` is the reason of a refusal.
    """

    ruling: Ruling
    state: str = WAITING
    note: str = ""
    decided_by: str = ""
    decided_at: str = ""

    @property
    def id(self) -> str:
        """Of this ruling by this person: whoever confirms names exactly what was looked at."""
        parts = asdict(self.ruling)
        told = {name: parts[name] for name in parts if name not in _NOT_TOLD}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def confirmed(self, by: str, now: datetime, kept: Ruling | None = None) -> ProposedRuling:
        """Confirmed by a second person; Forbidden for who proposed it, under another address of
        the same mailbox too; Conflict unless it waits.
        `kept` is what counts until then: of an exclusion it stays known that it was confirmed.
        """
        if by == self.ruling.by:
            raise Forbidden(
                "Người đề xuất không tự xác nhận được; cần một người khác có quyền xác nhận.",
                "Nobody confirms their own proposal; another person who may do so has to.",
            )
        if mailboxes.key(by) == mailboxes.key(self.ruling.by):
            raise Forbidden(
                f"Đề xuất là của {self.ruling.by}, cùng một hộp thư với {by}; cần một người khác"
                " xác nhận.",
                f"{self.ruling.by} proposed it, which is the mailbox of {by}; another person has"
                " to confirm it.",
            )
        made = self._decided(CONFIRMED, "", by, now)
        if kept is None or kept.kind != "exclusion" or not kept.confirmed_by:
            return made
        return replace(made, ruling=replace(made.ruling, earlier=(*kept.earlier, kept.mark)))

    def refused(self, note: str, by: str, now: datetime) -> ProposedRuling:
        """Refused, or withdrawn by the person who proposed it, with a reason; Invalid without one,
        Conflict unless it waits.
        """
        if not note.strip():
            raise Invalid(
                errors=[Problem("reason", "Hãy ghi lý do", "Please give a reason", "missing")]
            )
        return self._decided(WITHDRAWN if by == self.ruling.by else REFUSED, note, by, now)

    def _decided(self, state: str, note: str, by: str, now: datetime) -> ProposedRuling:
        if self.state != WAITING:
            raise Conflict(
                "Đề xuất này đã được quyết định; hãy tải lại trang.",
                "This proposal has been decided already; please load the page again.",
            )
        return replace(self, state=state, note=note, decided_by=by, decided_at=to_text(now))

    @property
    def is_waiting(self) -> bool:
        """Whether nothing was decided about it yet."""
        return self.state == WAITING

    @property
    def outcome(self) -> Ruling:
        """The ruling as it counts once it is confirmed."""
        return replace(self.ruling, confirmed_by=self.decided_by, confirmed_at=self.decided_at)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of given rulings: those that count at once, those that wait, and those that
    leave things as they are (`dropped`), which closes what waits: they withdraw what does not
    count, or say what counts already.
    """

    at_once: tuple[Ruling, ...]
    waiting: tuple[ProposedRuling, ...]
    dropped: tuple[Ruling, ...] = ()


def sort(given: Iterable[Ruling], in_force: Mapping[str, Ruling]) -> Sorted:
    """Sort rulings by whether they need a second person; `in_force` are the kept ones by key."""
    at_once: list[Ruling] = []
    waiting: list[ProposedRuling] = []
    dropped: list[Ruling] = []
    for ruling in given:
        before = in_force.get(ruling.key)
        if ruling.kind not in KINDS:
            at_once.append(ruling)
        elif ruling == before or (ruling.withdrawn and (before is None or before.withdrawn)):
            dropped.append(ruling)
        else:
            waiting.append(ProposedRuling(ruling))
    return Sorted(tuple(at_once), tuple(waiting), tuple(dropped))
