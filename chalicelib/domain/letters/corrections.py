"""Corrections of addresses that bounced. Each one is on record and counts as a signal of
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

    `person` is the name in that row, `by` who asked for it. If the mail domain changes, operations
    staff decide; `decided_by`, `decided_at` and `reason` say who, when and why.
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
        """The row of the person, as `Invitation.row`."""
        return self.lister, self.index, self.group, self.at

    @property
    def moves_domain(self) -> bool:
        """Whether the new address is in another mail domain."""
        return _domain(self.old) != _domain(self.new)


def correction_id(round_id: str, index: str, old: str, new: str) -> str:
    """The id of a correction; the same one requested twice has the same id."""
    return hashlib.sha256(f"correction\n{round_id}\n{index}\n{old}\n{new}".encode()).hexdigest()[
        :16
    ]


def moved(invitation: Invitation, new: str) -> tuple[Invitation, Invitation]:
    """The old invitation, void so that its link stops working, and the new one for the new address.

    A person who has answered cannot answer again under the new address. A letter is sent all the
    same (`delivery.is_due`) and its link says thank you, so that nobody learns who has answered.
    """
    corrections = invitation.corrections + 1
    successor = Invitation(
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
    return replace(invitation, status=VOID, claimed_at=None, corrections=corrections), successor


def _domain(email: str) -> str:
    return email.rpartition("@")[2]
