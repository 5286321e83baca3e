"""Corrections: a bounced address is corrected. Each one is on record, and counts as a signal of
interference.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.letters.invitations import QUEUED, SENT, VOID, Invitation, invitation_id

WAITING, APPLIED, REFUSED = "waiting", "applied", "refused"


@dataclass(frozen=True, slots=True)
class Correction:
    """The address of one row (`at`, from 0) of a list, `old` and `new`; `unit` is the one that the
    person rates.

    `person` is the name in that row. `by` asked for it; where the mail domain changes ops decides,
    and `decided_by`, `decided_at` and `reason` say who, when and why.
    """

    id: str
    lister: str
    index: str
    group: str
    at: int
    unit: str
    old: str
    new: str
    by: str
    asked_at: datetime
    state: str = WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    person: str = ""

    @property
    def row(self) -> tuple[str, str, str, int]:
        """Where the person stands, as an invitation says it."""
        return self.lister, self.index, self.group, self.at

    @property
    def moves_domain(self) -> bool:
        """Whether the letters would go to other people's mail servers than the listed ones."""
        return _domain(self.old) != _domain(self.new)


def correction_id(round_id: str, index: str, old: str, new: str) -> str:
    """The id of this very correction: asked for twice, it is one."""
    return hashlib.sha256(f"correction\n{round_id}\n{index}\n{old}\n{new}".encode()).hexdigest()[
        :16
    ]


def moved(invitation: Invitation, new: str) -> tuple[Invitation, Invitation]:
    """The old invitation, void so that its link is dead, and the one that takes its place under the
    new address.

    Anyone who has answered has answered: nobody answers twice by getting another address. Nor does
    it show: a letter goes out all the same (`letters.is_due`), whose link says thank you.
    """
    corrections = invitation.corrections + 1
    fresh = Invitation(
        invitation_id(invitation.round, invitation.index, new),
        invitation.round,
        invitation.index,
        invitation.group,
        invitation.unit,
        invitation.lister,
        invitation.at,
        status=QUEUED if invitation.status == SENT else invitation.status,
        corrections=corrections,
    )
    return replace(invitation, status=VOID, claimed_at=None, corrections=corrections), fresh


def _domain(email: str) -> str:
    return email.rpartition("@")[2]
