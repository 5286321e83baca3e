"""Inviting: everybody on a sent list gets an invitation and a letter with a personal link.

It can be run again at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from chalicelib.actions.rounds import current, revising
from chalicelib.aws import queues
from chalicelib.domain.letters import invitations
from chalicelib.domain.letters.invitations import QUEUED, Invitation
from chalicelib.domain.lists import respondents
from chalicelib.store import invitations as store
from chalicelib.store import respondents as respondents_store

# A run takes some seconds for this many people, well under the 29 s of a request.
PEOPLE_A_RUN = 10_000


def invite(round_id: str, now: datetime, most: int = PEOPLE_A_RUN) -> int:
    """Invite everybody on sent lists who has no invitation yet; returns how many letters were
    queued.

    Stops after `most` people; the next run continues. WindowClosed unless the survey is open. A
    person is invited once for an index, in the group of the highest priority (letter 8131 §2b) and
    by the lister of the lowest id. A list is marked only after its letters are queued: the next run
    continues one that died, and a letter that is queued twice is sent once.
    """
    current.require_open(round_id, "survey", now)
    queued = people = 0
    for place in _waiting(round_id, now):
        if people >= most:
            break
        if not people:
            revising.freeze(round_id, now)
        lister, index, group = place
        rows = dict(respondents_store.list_rows(round_id, [place]))[place]
        drafts = [
            Invitation(
                invitations.invitation_id(round_id, index, row.email),
                round_id,
                index,
                group,
                row.rates,
                lister,
                number,
            )
            for number, row in enumerate(rows)
        ]
        invited = list(_invited(drafts))
        letters = [invitation.id for invitation in invited if invitation.status == QUEUED]
        queues.send_invitations(round_id, index, letters)
        respondents_store.record_invited(round_id, lister, index, group, _by_unit(invited))
        queued += len(letters)
        people += len(rows)
    return queued


def pending(round_id: str, now: datetime) -> bool:
    """Whether anybody on a sent list is still to be invited."""
    return next(_waiting(round_id, now), None) is not None


def _waiting(round_id: str, now: datetime) -> Iterator[tuple[str, str, str]]:
    """The sent lists whose people are not all invited, in the order in which they invite."""
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    wanted = [(lister, index.id, group.id) for lister, index, group in listers]
    heads = respondents_store.list_sent(
        round_id, dict.fromkeys((lister, index) for lister, index, _ in wanted)
    )
    sent = {(head.lister, head.index): head for head in heads}
    for lister, index, group in wanted:
        head = sent.get((lister, index))
        if head and head.listed.get(group) and group not in head.invited:
            yield lister, index, group


def _invited(drafts: Sequence[Invitation]) -> Iterator[Invitation]:
    """The invitations of these rows, created if there were none; without those of people whom
    another row invited.
    """
    for start in range(0, len(drafts), store.BATCH):
        part = drafts[start : start + store.BATCH]
        there = store.put_missing(part)
        yield from (there[draft.id] for draft in part if there[draft.id].row == draft.row)


def _by_unit(invited: Iterable[Invitation]) -> Mapping[str, int]:
    return Counter(invitation.unit for invitation in invited)
