"""Listing: a unit, or operations staff for the authority, keeps a list of respondents for each
group and sends the lists once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.rounds import current
from chalicelib.domain import email_addresses
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.lists import checks, exemptions, overlaps, respondents
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.lists.respondents import Listing, Respondent, SentList
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group, group_names
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import audit, list_claims
from chalicelib.store import exemptions as exemptions_store
from chalicelib.store import respondents as store

WINDOW = "respondent_lists"
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Lister:
    """A unit that lists people for the groups of its index's units, or the authority (no unit)."""

    round: Round
    unit: Unit | None

    @property
    def id(self) -> str:
        """The lister's id in the store: the unit's, or AUTHORITY."""
        return self.unit.id if self.unit else AUTHORITY

    @property
    def lists_for(self) -> str:
        """The entry in `listed_by` of its groups: the unit's index, or AUTHORITY."""
        return self.unit.index if self.unit else AUTHORITY

    @property
    def groups(self) -> list[tuple[Index, Group]]:
        """The groups for which it lists people."""
        return respondents.groups_of(self.round, self.lists_for)


def lister_of(round_id: str, unit_id: str | None, now: datetime) -> Lister:
    """The unit as a lister, or the authority for None; NotFound for a unit outside the round."""
    round_ = current.get(round_id, now)
    return Lister(round_, None if unit_id is None else current.unit(round_id, unit_id, now))


def put(
    lister: Lister,
    group_id: str,
    index_id: str,
    rows: Sequence[Respondent],
    now: datetime,
    version: str | None = None,
) -> dict[str, Any]:
    """Replace the list of one group, all or nothing; Invalid has every problem of the rows,
    AlreadySubmitted once it was sent, WindowClosed.

    ChangedMeanwhile if `version` is given ("" for no list yet) and is not the current one. Returns
    `group`, `listed`, `plan`, `version`, and `notices` on people who are on other lists too.
    """
    round_ = lister.round
    current.require_open(round_.id, WINDOW, now, lister.id)
    index, group = respondents.find_group(round_, lister.lists_for, group_id, index_id)
    rated = respondents.rated_by_lister(group, index, lister.unit)
    people = respondents.tidy(rows, rated)
    most = exemptions.most(group, index.id, list_exemptions(lister)) or 0
    if problems := checks.check(people, group, rated, unit_names(round_, index, now), most):
        raise Invalid(errors=problems)
    kept = Listing(index.id, group.id, tuple(people))
    if not store.put(round_.id, lister.id, [kept], None if version is None else [version]):
        raise ChangedMeanwhile
    return {
        "group": group.id,
        "listed": len(people),
        "plan": group.plan,
        "version": store.version_of(kept),
        "notices": overlapping(lister, index, [kept], [checks.cell_of]),
    }


def unit_names(round_: Round, index: Index, now: datetime) -> dict[str, str]:
    """The units of an index: {id: name}."""
    return {
        unit.id: unit.name.vi
        for unit in current.units(round_.id, now).values()
        if unit.index == index.id
    }


def overlapping(
    lister: Lister,
    index: Index,
    listings: Sequence[Listing],
    cells: Sequence[Callable[[int, str], str]],
) -> list[Problem]:
    """People on these lists who are also on another list of the index. The given lists replace the
    stored ones.

    `cells` has for each list the function that names the cell of a row's part.
    """
    claims: dict[str, list[tuple[str, str]]] = {}
    for listing in listings:
        for row in listing.rows:
            if email_addresses.is_address(row.email):
                claims.setdefault(row.email, []).append((listing.group, lister.id))
    replaced = {(listing.group, lister.id) for listing in listings}
    stored = list_claims.list_claims(lister.round.id, index.id, claims.keys())
    for email, others in stored.items():
        claims[email] = [claim for claim in others if claim not in replaced] + claims[email]
    problems: list[Problem] = []
    for listing, cell in zip(listings, cells, strict=True):
        place = listing.group, lister.id
        problems += overlaps.overlaps(listing.rows, place, index, claims, cell)
    return problems


def list_exemptions(lister: Lister) -> list[Exemption]:
    """The exemptions that the lister asked for."""
    return exemptions_store.list_exemptions(lister.round.id, lister.id)


def send(
    lister: Lister, index_id: str, by: Account, now: datetime, acknowledged: bool = False
) -> dict[str, Any]:
    """Send the lists of one index, or of all indexes (""), and lock them; returns `sent_at` and
    `groups`, how many people each has.

    AlreadySubmitted the second time; NotFound if the lister has no such group; WindowClosed. The
    lists are sent exactly as they were counted. A group may have no people. A unit has to
    acknowledge lists with fewer people than expected (Invalid names them); the authority need not,
    since it decides on exemptions itself.
    """
    round_ = lister.round
    current.require_open(round_.id, WINDOW, now, lister.id)
    groups = [(index.id, group.id) for index, group in lister.groups if index_id in ("", index.id)]
    if not groups:
        raise NotFound(
            "Đơn vị này không lập danh sách nào.", "This unit has no respondent lists to send."
        )
    for _ in range(ATTEMPTS):
        drafts, sent = store.list_drafts(round_.id, lister.id)
        listings = [drafts.get(key, Listing(*key)) for key in groups]
        short = shortfalls(lister, listings, now)
        repeated = any(index in sent for index, _ in groups)
        if short and lister.unit and not acknowledged and not repeated:
            raise Invalid(errors=short)
        names = group_names(groups)
        counts = {name: len(listing.rows) for name, listing in zip(names, listings, strict=True)}
        details = {**counts, "short": [gap.at for gap in short]} if short else counts
        act = audit.act_of(round_.id, now, by.email, "send_lists", lister.id, details=details)
        if store.send(round_.id, lister.id, _heads(lister.id, listings, now), listings, act):
            return {"sent_at": to_text(now), "groups": counts}
    raise ChangedMeanwhile(
        "Danh sách đang được người khác sửa; hãy xem lại rồi gửi.",
        "Somebody else is changing the lists; look at them again, then send.",
    )


def shortfalls(lister: Lister, listings: Sequence[Listing], now: datetime) -> list[Problem]:
    """A warning for each of these lists that has fewer people than expected."""
    asked = list_exemptions(lister)
    groups = {(index.id, group.id): (index, group) for index, group in lister.groups}
    wanted = {
        key: exemptions.expected(group, listers_of(lister.round, group, now), index.id, asked)
        for key, (index, group) in groups.items()
    }
    titles = {key: (group.title.vi, group.title.en) for key, (_, group) in groups.items()}
    return list(exemptions.shortfalls(listings, wanted, titles))


def listers_of(round_: Round, group: Group, now: datetime) -> int:
    """How many units, and the authority, list people for a group."""
    units = sum(unit.index in group.listed_by for unit in current.units(round_.id, now).values())
    return units + (AUTHORITY in group.listed_by)


def _heads(lister: str, listings: Sequence[Listing], now: datetime) -> list[SentList]:
    listed: dict[str, dict[str, dict[str, int]]] = {}
    for listing in listings:
        listed.setdefault(listing.index, {})[listing.group] = listing.by_unit()
    return [SentList(lister, index, now, groups) for index, groups in listed.items()]
