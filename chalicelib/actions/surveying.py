"""Following a survey: how many were listed, invited and have answered. Never who, never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.actions import listing, rounds
from chalicelib.actions.listing import Lister
from chalicelib.domain import invitations, respondents
from chalicelib.domain.boxes import Key
from chalicelib.domain.indexes import Index
from chalicelib.domain.invitations import ANSWERED, REACHED
from chalicelib.domain.respondents import Listing, Sent
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists
from chalicelib.store import responses

# Below this many invited people a count of answers says too much about each of them.
SMALL = 5


def participation(round_id: str, index_id: str, now: datetime) -> dict[Key, tuple[int, int]]:
    """Invited and answered by (rated unit, group) of an index, for every pair where anybody was invited or answered."""
    index = rounds.get(round_id, now).index(index_id)
    invited = _count(_heads(round_id, index, now), "invited")
    sealed = responses.find_sealed(round_id, index_id)
    found = {}
    for unit in sorted(unit.id for unit in rounds.units(round_id, now).values() if unit.index == index_id):
        for group in index.groups:
            key = unit, group.id
            answered = sealed.counts.get(key, 0) if sealed else responses.count(responses.box(round_id, index_id, *key))
            if answered or invited[key]:
                found[key] = invited[key], answered
    return found


def begun(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether anybody was ever invited to rate units of this index."""
    return any(head.invited for head in _heads(round_id, rounds.get(round_id, now).index(index_id), now))


def survey(round_id: str, now: datetime) -> dict[str, Any]:
    """By index: people listed on sent lists, invited, letters sent, answers, and whether the ballots are sealed."""
    round_ = rounds.get(round_id, now)
    found = {}
    for index in round_.indexes:
        heads = _heads(round_id, index, now)
        statuses = Counter(store.list_statuses(_invitations(round_id, heads)))
        found[index.id] = {
            "listed": _count(heads, "listed").total(),
            "invited": _count(heads, "invited").total(),
            "sent": sum(statuses[status] for status in REACHED),
            "answered": statuses[ANSWERED],
            "sealed": responses.find_sealed(round_id, index.id) is not None,
        }
    return {"indexes": found}


def progress(lister: Lister, unit_id: str, now: datetime) -> dict[str, Any]:
    """What a unit follows, by group: the lists it keeps, and the groups of its own index that others list about it.

    `answered` is None where fewer than 5 are invited.
    """
    round_, own = lister.round, lister.groups
    index = round_.index(rounds.units(round_.id, now)[unit_id].index)
    others = [(index, group) for group in index.groups if (index, group) not in own]
    drafts, sent = lists.list_drafts(round_.id, lister.id)
    groups = [*own, *others]
    rows = {}
    for key, (each, group) in zip(listing.names([(its.id, group.id) for its, group in groups]), groups, strict=True):
        if (each, group) in own:
            counts = _listed(round_.id, drafts.get((each.id, group.id)), sent.get(each.id), group.id)
        else:
            counts = _rated(round_.id, unit_id, each, group.id, now)
        rows[key] = {"index": each.id, "group": group.id, "title": group.title.as_json(), "plan": group.plan, **counts}
    return {"groups": rows}


def _listed(round_id: str, listing_: Listing | None, sent: Sent | None, group: str) -> dict[str, Any]:
    """Counts of one list of the lister's own, whomever its rows rate."""
    people = listing_.rows if listing_ else ()
    invited = sum(sent.invited.get(group, {}).values()) if sent else 0
    answered = None
    if sent and listing_ and invited >= SMALL:
        place = sent.lister, listing_.index, group
        ids = (invitations.invitation_id(round_id, listing_.index, row.email) for row in people)
        answered = sum(each.status == ANSWERED and each.row[:3] == place for each in store.find_all(ids).values())
    return {"listed": len(people), "invited": invited, "answered": answered}


def _rated(round_id: str, unit: str, index: Index, group: str, now: datetime) -> dict[str, Any]:
    """Counts of the people whom others listed to rate this unit."""
    heads = _heads(round_id, index, now)
    listed = sum(head.listed.get(group, {}).get(unit, 0) for head in heads)
    invited = sum(head.invited.get(group, {}).get(unit, 0) for head in heads)
    answered = None
    if invited >= SMALL:
        sealed = responses.find_sealed(round_id, index.id)
        answered = (sealed.counts.get((unit, group), 0) if sealed
                    else responses.count(responses.box(round_id, index.id, unit, group)))
    return {"listed": listed, "invited": invited, "answered": answered}


def _heads(round_id: str, index: Index, now: datetime) -> list[Sent]:
    """What was sent for an index, by every body that lists anything for it."""
    listers = respondents.listers(rounds.get(round_id, now), rounds.units(round_id, now))
    return lists.list_sent(round_id, dict.fromkeys((lister, index.id) for lister, its, _ in listers if its == index))


def _invitations(round_id: str, heads: Sequence[Sent]) -> set[str]:
    """The ids of everybody's invitation on these lists, made or not."""
    places = [(head.lister, head.index, group) for head in heads for group, units in head.listed.items() if units]
    return {invitations.invitation_id(round_id, index, row.email)
            for (_, index, _), rows in lists.list_rows(round_id, places) for row in rows}


def _count(heads: Sequence[Sent], of: str) -> Counter[Key]:
    """People listed or invited (`of`) by (rated unit, group)."""
    counts: Counter[Key] = Counter()
    for head in heads:
        for group, units in getattr(head, of).items():
            counts.update({(unit, group): people for unit, people in units.items()})
    return counts
