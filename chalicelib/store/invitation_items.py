"""The item of an invitation."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.instants import from_text
from chalicelib.domain.letters.invitations import UNHEARD, Invitation
from chalicelib.store import tables

# The attributes of an invitation that change, besides the time at which a worker claimed a letter.
STATE = (
    "status",
    "wanted",
    "letters",
    "sends",
    "delivery",
    "day",
    "link",
    "corrections",
    "revoked",
)

# What an answer leaves (`domain.integrity.traces`).
MARKS = ("network", "device", "bucket", "pace")


class InvitationItem(Model):
    """One invitation. Its only time is `claimed_at`, while a letter is being sent: an answer leaves
    MARKS, and no time.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("invitations")

    invitation = UnicodeAttribute(hash_key=True)
    round = UnicodeAttribute()
    index = UnicodeAttribute()
    group = UnicodeAttribute()
    unit = UnicodeAttribute()
    lister = UnicodeAttribute()
    at = NumberAttribute()
    status = UnicodeAttribute()
    wanted = NumberAttribute(default=1)
    letters = NumberAttribute(default=0)
    sends = NumberAttribute(default=0)
    delivery = UnicodeAttribute(default=UNHEARD)
    day = NumberAttribute(default=0)
    link = NumberAttribute(default=0)
    corrections = NumberAttribute(default=0)
    revoked = BooleanAttribute(default=False)
    claimed_at = UnicodeAttribute(null=True)
    network = UnicodeAttribute(null=True)
    device = UnicodeAttribute(null=True)
    bucket = UnicodeAttribute(null=True)
    pace = UnicodeAttribute(null=True)


def invitation_of(item: InvitationItem) -> Invitation:
    """The invitation of its item."""
    return Invitation(
        item.invitation,
        item.round,
        item.index,
        item.group,
        item.unit,
        item.lister,
        int(item.at),
        item.status,
        int(item.wanted),
        int(item.letters),
        int(item.sends),
        item.delivery,
        int(item.day),
        int(item.link),
        int(item.corrections),
        bool(item.revoked),
        from_text(item.claimed_at) if item.claimed_at else None,
    )
