"""Letters: how an invitation's letters go, as pure steps from one state to the next.

Our own record of a letter and what the mail service tells of it are the same kind of news, and each
may come twice, late, or before the other. So news only ever adds: of two words on delivery the
stronger one stands, and the number of letters handed over only grows. Whatever the order, the end
is the same.
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

# A worker lives for a minute; a claim this old was left behind by one that died.
STALE = timedelta(minutes=2)

# What a step makes of a status; a step that is not named for a status leaves it. Answered and void
# are final.
STEPS: Mapping[str, Mapping[str, str]] = {
    "send": {QUEUED: SENT, SENT: SENT},
    "answer": {QUEUED: ANSWERED, SENT: ANSWERED},
}

# The weakest first. A letter that could not be delivered once (a full mailbox, a server away, an
# answer by a machine) is outweighed by any that was; an address that does not exist outweighs what
# an earlier letter met.
STRENGTH = (UNHEARD, UNDELIVERED, DELIVERED, BOUNCED, COMPLAINED)
# Nobody writes again to an address that does not exist, or to somebody who called our letter spam.
UNREACHABLE = (BOUNCED, COMPLAINED)

# By the mail service's own names (Amazon SES, event publishing). A bounce is told apart by its type
# below.
_MEANS = {
    "Send": UNHEARD,
    "Delivery": DELIVERED,
    "Complaint": COMPLAINED,
    "Reject": UNDELIVERED,
    "Rendering Failure": UNDELIVERED,
}


@dataclass(frozen=True, slots=True)
class News:
    """What became known of the `letter`-th letter (from 1) of an invitation: it was handed over,
    with this outcome.
    """

    letter: int
    delivery: str = UNHEARD


def claimable(invitation: Invitation, now: datetime) -> bool:
    """Whether a worker may take the next letter in hand: it is wanted, may be sent, and nobody
    alive is at it.
    """
    return is_due(invitation) and not in_hand(invitation, now)


def in_hand(invitation: Invitation, now: datetime) -> bool:
    """Whether a worker that may be alive has a letter in hand."""
    return invitation.claimed_at is not None and now - invitation.claimed_at <= STALE


def is_due(invitation: Invitation) -> bool:
    """Whether a letter is wanted that is not known to have been handed over.

    A corrected address gets its first letter even where the person has answered: anyone who gave
    the address would learn of the answer by the letter that does not come.
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
    """The next letter in a worker's hands from `now`, which falls on that local day, if it is
    claimable.
    """
    if not claimable(invitation, now):
        return invitation
    return replace(invitation, sends=invitation.sends + 1, claimed_at=now, day=day)


def released(invitation: Invitation, claim: Invitation) -> Invitation:
    """The letter given back unsent by the worker that holds `claim`."""
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
    """The invitation with one more letter wanted, if it is its turn: the link is good and was not
    used, every letter so far is out, and the round allows another.
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
    """With another link, to be handed over by hand: the one before is dead, and no letter is sent
    any more. One that was revoked or replaced gets none.
    """
    if invitation.revoked or invitation.status == VOID:
        return invitation
    return replace(invitation, link=invitation.link + 1)


def revoked(invitation: Invitation) -> Invitation:
    """With no link that opens anything, for good. Whether it was answered stays as it was, and
    makes no difference.
    """
    if invitation.revoked:
        return invitation
    return replace(invitation, link=invitation.link + 1, revoked=True, claimed_at=None)


def shown(invitation: Invitation | None) -> str:
    """What anyone who listed a person may know: `listed`, `sent` or `bounced`.

    It depends on nothing that answering changes, and a complaint, which says something of the
    person, is no bounce.
    """
    if invitation is None:
        return "listed"
    if invitation.delivery in RETURNED and not invitation.link:
        return BOUNCED
    return SENT if invitation.sends or invitation.handed or invitation.corrections else "listed"


def state(invitation: Invitation | None) -> str:
    """Where a person's invitation stands, in one word: listed, queued, sent, delivered, bounced,
    complained, answered or void.
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
    """The invitation and the news of an event as Amazon SES publishes it; None for one about no
    invitation's letter.

    Letters carry their invitation and number as tags, so that an event is understood before
    anything else is known.
    """
    tags = event.get("mail", {}).get("tags", {})
    kind = event.get("eventType", "")
    if not tags.get("invitation") or not tags.get("letter") or kind not in (*_MEANS, "Bounce"):
        return None
    means = _MEANS.get(kind) or (
        BOUNCED if event["bounce"].get("bounceType") == "Permanent" else UNDELIVERED
    )
    return tags["invitation"][0], News(int(tags["letter"][0]), means)
