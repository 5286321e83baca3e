"""Linking: operations staff make a link to hand over, or revoke one; both on record.

Neither tells whether the link was used.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.aws import mail, secrets
from chalicelib.domain.email_addresses import normalised
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.invitations import Invitation, invitation_id, link_token
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit
from chalicelib.store import invitations as store


def hand_over(
    round_id: str, index: str, email: str, reason: str, by: Account, now: datetime
) -> str:
    """A link to hand over. The one that was mailed stops working, and the person gets no more
    letters.

    NotFound without an invitation; Conflict if it was revoked, answered or not; WindowClosed.
    """
    current.require_open(round_id, "survey", now)
    invitation = _find(round_id, index, email)
    if delivery.relinked(invitation) == invitation:
        raise _revoked()
    audit.record(round_id, now, by.email, "hand_over_link", _subject(invitation), reason)
    changed = store.change([invitation], delivery.relinked)
    if not changed:  # somebody revoked it meanwhile
        raise _revoked()
    after = changed[0][1]
    return mail.link(link_token(after.id, secrets.link_key(), after.link))


def revoke(round_id: str, index: str, email: str, reason: str, by: Account, now: datetime) -> None:
    """Revoke the person's link; answers that were given stay. NotFound without an invitation."""
    current.get(round_id, now)
    invitation = _find(round_id, index, email)
    audit.record(round_id, now, by.email, "revoke_link", _subject(invitation), reason)
    store.change([invitation], delivery.revoked)


def _find(round_id: str, index: str, email: str) -> Invitation:
    invitation = store.find(invitation_id(round_id, index, normalised(email)))
    if invitation is None:
        raise NotFound("Địa chỉ này không có thư mời.", "This address has no invitation.")
    return invitation


def _revoked() -> Conflict:
    return Conflict(
        "Đường dẫn của người này đã bị thu hồi; không tạo lại được.",
        "This person's link was revoked; no other can be made.",
    )


def _subject(invitation: Invitation) -> str:
    return "/".join([invitation.lister, invitation.index, invitation.group, str(invitation.at)])
