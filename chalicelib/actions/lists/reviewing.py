"""Reviewing lists before they are sent: the numbers beside the plan, and each list row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.actions.lists import listing
from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.domain.instants import to_text
from chalicelib.domain.lists import checks, exemptions, respondents
from chalicelib.domain.lists.respondents import Listing, SentList
from chalicelib.domain.rounds.questionnaires import group_names
from chalicelib.domain.rounds.units import unit_labels
from chalicelib.store import respondents as store


def overview(lister: Lister, now: datetime) -> dict[str, Any]:
    """The lister's lists, by the name of the group (`group_names`): `plan` of all listers, `limit`,
    how many are `listed` and `expected`, and whether that is `short`.

    `expected` and `limit` include approved exemptions; `substitutes` counts the rows of
    substitutes.
    """
    drafts, sent = store.list_drafts(lister.round.id, lister.id)
    asked = listing.list_exemptions(lister)
    rows = {}
    names = group_names([(index.id, group.id) for index, group in lister.groups])
    for name, (index, group) in zip(names, lister.groups, strict=True):
        people = drafts.get((index.id, group.id), Listing(index.id, group.id)).rows
        listers = listing.listers_of(lister.round, group, now)
        least = exemptions.expected(group, listers, index.id, asked)
        rows[name] = {
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
            "sent_at": _sent_at(sent, index.id),
        }
    return rows


def _sent_at(sent: Mapping[str, SentList], index_id: str) -> str | None:
    return to_text(sent[index_id].sent_at) if index_id in sent else None


def rated(lister: Lister, now: datetime) -> dict[str, dict[str, str]]:
    """By index, the units that rows of the lister may name as rated: {unit: label}."""
    indexes = {
        index.id for index, group in lister.groups if group.rates == "row" or lister.unit is None
    }
    units = current.units(lister.round.id, now).values()
    labels = {}
    for index_id in sorted(indexes):
        labels[index_id] = unit_labels(unit for unit in units if unit.index == index_id)
    return labels


def show(lister: Lister, group_id: str, index_id: str) -> dict[str, Any]:
    """The list of one group with its `respondents` and `notices` on them; `version` is "" if there
    is no list yet.

    NotFound for a group of others.
    """
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    drafts, sent = store.list_drafts(lister.round.id, lister.id)
    kept = drafts.get((index.id, group.id), Listing(index.id, group.id))
    return {
        "index": index.id,
        "group": group.id,
        "title": group.title.as_json(),
        "version": kept.version,
        "sent_at": _sent_at(sent, index.id),
        "respondents": [asdict(row) for row in kept.rows],
        "own_unit": respondents.rated_by_lister(group, index, lister.unit) is not None,
        "notices": listing.overlapping(lister, index, [kept], [checks.cell_of]),
    }
