"""Listed people: the people of a sent list, as the lister may see them."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.lists.listing import Lister
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.corrections import WAITING
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.lists import respondents
from chalicelib.domain.lists.respondents import Listing
from chalicelib.store import corrections as store
from chalicelib.store import invitations
from chalicelib.store import respondents as respondents_store


def people(lister: Lister, group_id: str, index_id: str) -> dict[str, Any]:
    """A sent list: its `group`, its `corrections`, oldest first, and its `people`, row by row.

    The `state` of a person is `listed`, `sent` or `bounced`; `waiting`: a correction waits for
    operations staff; `revoked`: they revoked the link. Nothing here changes when somebody answers.
    """
    listing = sent_listing(lister, group_id, index_id)
    round_id, index = lister.round.id, listing.index
    ids = [invitation_id(round_id, index, row.email) for row in listing.rows]
    invited = invitations.find_all(ids)
    place = lister.id, index, listing.group
    asked = [
        correction for correction in store.list_corrections(round_id) if correction.row[:3] == place
    ]
    waiting = {correction.old for correction in asked if correction.state == WAITING}
    return {
        "group": listing.group,
        "corrections": asked,
        "people": [
            {
                "name": row.name,
                "email": row.email,
                "state": delivery.shown(invited.get(id_)),
                "waiting": row.email in waiting,
                "revoked": id_ in invited and invited[id_].revoked,
            }
            for row, id_ in zip(listing.rows, ids, strict=True)
        ],
    }


def sent_listing(lister: Lister, group_id: str, index_id: str) -> Listing:
    """The stored list of a group, empty if there is none; NotFound for a group of others."""
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    place = lister.id, index.id, group.id
    rows = dict(respondents_store.list_rows(lister.round.id, [place])).get(place, ())
    return Listing(index.id, group.id, rows)
