"""The people of a sent list, as the unit that sent it may see them."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.lists.listing import Lister
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.corrections import WAITING
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.lists import respondents
from chalicelib.domain.lists.respondents import Listing
from chalicelib.store import corrections as store
from chalicelib.store import invitations as invited
from chalicelib.store import respondents as lists


def people(lister: Lister, group_id: str, index_id: str) -> dict[str, Any]:
    """Row by row what a lister may know: `listed`, `sent` or `bounced`, whether a correction waits
    for ops, and whether ops revoked the link; and every correction of the list, oldest first.

    Nothing here changes when somebody answers.
    """
    listing = sent_listing(lister, group_id, index_id)
    round_id, index = lister.round.id, listing.index
    ids = [invitation_id(round_id, index, row.email) for row in listing.rows]
    found = invited.find_all(ids)
    asked = [
        each
        for each in store.list_corrections(round_id)
        if each.row[:3] == (lister.id, index, listing.group)
    ]
    waiting = {each.old for each in asked if each.state == WAITING}
    return {
        "group": listing.group,
        "corrections": asked,
        "people": [
            {
                "name": row.name,
                "email": row.email,
                "state": delivery.shown(found.get(each)),
                "waiting": row.email in waiting,
                "revoked": each in found and found[each].revoked,
            }
            for row, each in zip(listing.rows, ids, strict=True)
        ],
    }


def sent_listing(lister: Lister, group_id: str, index_id: str) -> Listing:
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    place = lister.id, index.id, group.id
    return Listing(
        index.id, group.id, dict(lists.list_rows(lister.round.id, [place])).get(place, ())
    )
