"""Inviting: from the lists that were sent to personal links in letters. May be run again at any
time, by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from chalicelib.actions.rounds import current, revising
from chalicelib.aws import queues
from chalicelib.domain.letters import invitations
from chalicelib.domain.letters.invitations import QUEUED, Invitation
from chalicelib.domain.lists import respondents
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists

# A run of the inviting takes some seconds on this many people, well under the 29 s of a request.
PEOPLE_A_RUN = 10_000


def invite(round_id: str, now: datetime, most: int = PEOPLE_A_RUN) -> int:
    """Invite everybody on sent lists who has no invitation yet; returns how many letters were
    queued.

    Stops after `most` people; the next run goes on. WindowClosed unless the survey is open. Within
    one index a person is invited once, in the group of the highest priority (letter 8131 §2b), the
    lister of the lowest id. A list is marked only after its letters are queued: a run that dies in
    the middle is taken up where it stood, and a letter queued twice is sent once.
    """
    current.require_open(round_id, "survey", now)
    queued = people = 0
    for place in _waiting(round_id, now):
        if people >= most:
            break
        if not people:
            revising.freeze(round_id, now)
        lister, index, group = place
        rows = dict(lists.list_rows(round_id, [place]))[place]
        drafts = [
            Invitation(
                invitations.invitation_id(round_id, index, row.email),
                round_id,
                index,
                group,
                row.rates,
                lister,
                at,
            )
            for at, row in enumerate(rows)
        ]
        own = list(_invited(drafts))
        letters = [each.id for each in own if each.status == QUEUED]
        queues.send_invitations(round_id, index, letters)
        lists.record_invited(round_id, lister, index, group, _by_unit(own))
        queued += len(letters)
        people += len(rows)
    return queued


def pending(round_id: str, now: datetime) -> bool:
    """Whether anybody on a sent list is still to be invited."""
    return next(_waiting(round_id, now), None) is not None


def _waiting(round_id: str, now: datetime) -> Iterator[tuple[str, str, str]]:
    """The sent lists with people that are not wholly invited, in the order that decides between
    several.
    """
    wanted = [
        (lister, index.id, group.id)
        for lister, index, group in respondents.listers(
            current.get(round_id, now), current.units(round_id, now)
        )
    ]
    heads = lists.list_sent(round_id, dict.fromkeys((lister, index) for lister, index, _ in wanted))
    sent = {(head.lister, head.index): head for head in heads}
    for lister, index, group in wanted:
        head = sent.get((lister, index))
        if head and head.listed.get(group) and group not in head.invited:
            yield lister, index, group


def _invited(drafts: Sequence[Invitation]) -> Iterator[Invitation]:
    """The invitations of these people that are theirs by this very row, created where they did not
    exist.
    """
    for start in range(0, len(drafts), store.BATCH):
        part = drafts[start : start + store.BATCH]
        there = store.put_missing(part)
        yield from (there[draft.id] for draft in part if there[draft.id].row == draft.row)


def _by_unit(own: Sequence[Invitation]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for each in own:
        counts[each.unit] = counts.get(each.unit, 0) + 1
    return counts
