"""Delivery: the letters of an invitation, as pure steps from one state to the next.

Our own record of a letter and the events of the mail service are the same kind of news, and may
come twice, late, or in any order. So news only adds: of two outcomes the stronger one is kept, and
the number of letters handed over only grows. The result does not depend on the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.domain.letters.invitations import (
    ANSWERED,
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    QUEUED,
    RETURNED,
    SENT,
    UNDELIVERED,
    UNHEARD,
    VOID,
    Invitation,
)
from chalicelib.domain.rounds.reminders import Reminders

# A worker runs for a minute; an older claim is of a worker that died.
STALE = timedelta(minutes=2)

# What a step makes of a status; a step that is not named for a status leaves it. Answered and void
# are final.
STEPS: Mapping[str, Mapping[str, str]] = {
    "send": {QUEUED: SENT, SENT: SENT},
    "answer": {QUEUED: ANSWERED, SENT: ANSWERED},
}

# The weakest first. A delivery outweighs a failure of one letter (a full mailbox, a server that is
# down, an automatic reply); an address that does not exist outweighs every earlier delivery.
STRENGTH = (UNHEARD, UNDELIVERED, DELIVERED, BOUNCED, COMPLAINED)
# No letter goes again to an address that does not exist, or to a person who marked one as spam.
UNREACHABLE = (BOUNCED, COMPLAINED)

# By the event types of Amazon SES; the outcome of a bounce depends on its type (`read_event`).
_MEANS = {
    "Send": UNHEARD,
    "Delivery": DELIVERED,
    "Complaint": COMPLAINED,
    "Reject": UNDELIVERED,
    "Rendering Failure": UNDELIVERED,
}


@dataclass(frozen=True, slots=True)
class News:
    """News of a letter of an invitation, counted from 1: it was handed over, with this outcome."""

    letter: int
    delivery: str = UNHEARD


def claimable(invitation: Invitation, now: datetime) -> bool:
    """Whether a worker may claim the next letter: it is due, and no running worker has claimed
    it.
    """
    return is_due(invitation) and not in_hand(invitation, now)


def in_hand(invitation: Invitation, now: datetime) -> bool:
    """Whether a worker that may still run has claimed a letter."""
    return invitation.claimed_at is not None and now - invitation.claimed_at <= STALE


def is_due(invitation: Invitation) -> bool:
    """Whether a letter is wanted that is not known to have been handed over.

    A corrected address gets its first letter even if the person has answered. Otherwise the person
    who gave the address would learn of the answer from the missing letter.
    """
    first_there = (
        invitation.status == ANSWERED and invitation.corrections > 0 and not invitation.letters
    )
    return (
        (invitation.status in (QUEUED, SENT) or first_there)
        and invitation.letters < invitation.wanted
        and invitation.delivery not in UNREACHABLE
        and not invitation.link
    )


def claimed(invitation: Invitation, now: datetime, day: int = 0) -> Invitation:
    """The invitation with its next letter claimed at `now`, on that local day (its ordinal); as it
    is if it is not claimable.
    """
    if not claimable(invitation, now):
        return invitation
    return replace(invitation, sends=invitation.sends + 1, claimed_at=now, day=day)


def released(invitation: Invitation, claim: Invitation) -> Invitation:
    """The invitation after the worker with `claim` gave its letter back unsent."""
    if invitation.claimed_at is None or invitation.claimed_at != claim.claimed_at:
        return invitation
    return replace(invitation, sends=invitation.sends - 1, claimed_at=None)


def told(invitation: Invitation, news: News) -> Invitation:
    """The invitation after news of one of its letters, whether it is new or not."""
    known = replace(
        invitation, delivery=max(invitation.delivery, news.delivery, key=STRENGTH.index)
    )
    if not invitation.letters < news.letter <= invitation.wanted:
        return known
    return replace(
        known,
        letters=news.letter,
        claimed_at=None,
        status=STEPS["send"].get(invitation.status, invitation.status),
    )


def reminded(invitation: Invitation, reminders: Reminders, today: date) -> Invitation:
    """The invitation with one more letter wanted, if a reminder is due: the person has not
    answered, the link is the one in the letters, all of them were sent, and the round allows
    another.
    """
    due = (
        invitation.status == SENT
        and invitation.letters == invitation.wanted
        and invitation.delivery not in UNREACHABLE
        and not invitation.link
        and invitation.wanted <= reminders.most
        and today.toordinal() - invitation.day >= reminders.days_apart
    )
    return replace(invitation, wanted=invitation.wanted + 1) if due else invitation


def relinked(invitation: Invitation) -> Invitation:
    """With a new link, to be handed over by hand: the old one stops working and no more letters are
    sent. A revoked or void invitation stays as it is.
    """
    if invitation.revoked or invitation.status == VOID:
        return invitation
    return replace(invitation, link=invitation.link + 1)


def revoked(invitation: Invitation) -> Invitation:
    """Without any link that works, for good. It makes no difference whether it was answered, and
    that stays as it is.
    """
    if invitation.revoked:
        return invitation
    return replace(invitation, link=invitation.link + 1, revoked=True, claimed_at=None)


def shown(invitation: Invitation | None) -> str:
    """What anyone who listed a person may know: `listed`, `sent` or `bounced`.

    Answering does not change it. A complaint is not shown as a bounce, since it is personal.
    """
    if invitation is None:
        return "listed"
    if invitation.delivery in RETURNED and not invitation.link:
        return BOUNCED
    return SENT if invitation.sends or invitation.handed or invitation.corrections else "listed"


def state(invitation: Invitation | None) -> str:
    """The state of a person's invitation: `listed`, `queued`, `sent`, `delivered`, `bounced`,
    `complained`, `answered` or `void`.
    """
    if invitation is None:
        return "listed"
    if invitation.status in (ANSWERED, VOID):
        return invitation.status
    if invitation.revoked:
        return VOID
    if invitation.delivery in (DELIVERED, BOUNCED, COMPLAINED):
        return invitation.delivery
    return SENT if invitation.letters else QUEUED


def read_event(event: Mapping[str, Any]) -> tuple[str, News] | None:
    """The id of the invitation and the news of an event that Amazon SES published; None if it is
    not about the letter of an invitation.

    The tags of a letter have its invitation and number, so that an event needs no look-up.
    """
    tags = event.get("mail", {}).get("tags", {})
    kind = event.get("eventType", "")
    if not tags.get("invitation") or not tags.get("letter") or kind not in (*_MEANS, "Bounce"):
        return None
    means = _MEANS.get(kind) or (
        BOUNCED if event["bounce"].get("bounceType") == "Permanent" else UNDELIVERED
    )
    return tags["invitation"][0], News(int(tags["letter"][0]), means)
