"""Looking over lists before they are sent: actual beside plan, row by row, and what was asked to be
excepted.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.actions.lists import listing
from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.domain.instants import to_text
from chalicelib.domain.lists import checks, exemptions, respondents
from chalicelib.domain.lists.respondents import Listing
from chalicelib.domain.rounds.questionnaires import group_names
from chalicelib.domain.rounds.units import unit_labels
from chalicelib.store import respondents as store


def overview(lister: Lister, now: datetime) -> dict[str, Any]:
    """By group, the key is as `names` says: plan of all and even share, limit in force, listed,
    whether that is short.

    `expected` and `limit` already count approved exceptions; `substitutes` says how many rows are
    of substitutes.
    """
    drafts, sent = store.list_drafts(lister.round.id, lister.id)
    asked = listing.excepted(lister)
    rows = {}
    keys = group_names([(index.id, group.id) for index, group in lister.groups])
    for key, (index, group) in zip(keys, lister.groups, strict=True):
        people, its = (
            drafts.get((index.id, group.id), Listing(index.id, group.id)).rows,
            sent.get(index.id),
        )
        least = exemptions.expected(
            group, listing.listers_of(lister.round, group, now), index.id, asked
        )
        rows[key] = {
            "index": index.id,
            "group": group.id,
            "title": group.title.as_json(),
            "plan": group.plan,
            "limit": exemptions.most(group, index.id, asked),
            "rates": group.rates,
            "listed": len(people),
            "expected": least,
            "short": least is not None and len(people) < least,
            "substitutes": sum(bool(row.replaces) for row in people),
            "own_unit": respondents.rated_by_lister(group, index, lister.unit) is not None,
            "sent_at": to_text(its.sent_at) if its else None,
        }
    return rows


def rated(lister: Lister, now: datetime) -> dict[str, dict[str, str]]:
    """By index, the units that rows of the lister may name as rated: {unit: label}."""
    indexes = {
        index.id for index, group in lister.groups if group.rates == "row" or lister.unit is None
    }
    units = current.units(lister.round.id, now).values()
    return {
        index: unit_labels(each for each in units if each.index == index)
        for index in sorted(indexes)
    }


def show(lister: Lister, group_id: str, index_id: str) -> dict[str, Any]:
    """The list of one group as it was kept, with what is to be known of its rows; `version` ""
    means none yet.
    """
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    drafts, sent = store.list_drafts(lister.round.id, lister.id)
    kept, its = drafts.get((index.id, group.id), Listing(index.id, group.id)), sent.get(index.id)
    return {
        "index": index.id,
        "group": group.id,
        "title": group.title.as_json(),
        "version": kept.version,
        "sent_at": to_text(its.sent_at) if its else None,
        "respondents": [asdict(row) for row in kept.rows],
        "own_unit": respondents.rated_by_lister(group, index, lister.unit) is not None,
        "notices": listing.overlaps(lister, index, [kept], [checks.cell_of]),
    }
