"""Lists of respondents: a unit, or ops for the authority, keeps them group by group and sends them
once.
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
from chalicelib.domain.lists import checks, exemptions, respondents
from chalicelib.domain.lists import overlaps as list_overlaps
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.lists.respondents import Listing, Respondent, SentList
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group, group_names
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import audit, list_claims
from chalicelib.store import exemptions as exemption_store
from chalicelib.store import respondents as store

WINDOW = "respondent_lists"
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Lister:
    """Who lists: a unit (for the groups that units of its index list), or the authority."""

    round: Round
    unit: Unit | None

    @property
    def id(self) -> str:
        """The lister's name in the store."""
        return self.unit.id if self.unit else AUTHORITY

    @property
    def lists_for(self) -> str:
        """What `listed_by` of a group has to name."""
        return self.unit.index if self.unit else AUTHORITY

    @property
    def groups(self) -> list[tuple[Index, Group]]:
        """What it lists."""
        return respondents.groups_of(self.round, self.lists_for)


def lister_of(round_id: str, unit_id: str | None, now: datetime) -> Lister:
    """The unit as a lister, or the authority where no unit is named; NotFound for a unit outside
    the round.
    """
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
    """Replace the list of one group, all or nothing; Invalid names every faulty row,
    AlreadySubmitted once sent.

    With `version` ("" for none yet) only the list that was read: ChangedMeanwhile if it is another
    by now.
    """
    round_ = lister.round
    current.require_open(round_.id, WINDOW, now, lister.id)
    index, group = respondents.find_group(round_, lister.lists_for, group_id, index_id)
    own = respondents.rated_by_lister(group, index, lister.unit)
    people = respondents.tidy(rows, own)
    most = exemptions.most(group, index.id, excepted(lister)) or 0
    if problems := checks.check(people, group, own, unit_names(round_, index, now), most):
        raise Invalid(errors=problems)
    kept = Listing(index.id, group.id, tuple(people))
    if not store.put(round_.id, lister.id, [kept], None if version is None else [version]):
        raise ChangedMeanwhile
    return {
        "group": group.id,
        "listed": len(people),
        "plan": group.plan,
        "version": store.version_of(kept),
        "notices": overlaps(lister, index, [kept], [checks.cell_of]),
    }


def unit_names(round_: Round, index: Index, now: datetime) -> dict[str, str]:
    """The units of an index: {id: name}."""
    return {
        unit.id: unit.name.vi
        for unit in current.units(round_.id, now).values()
        if unit.index == index.id
    }


def overlaps(
    lister: Lister,
    index: Index,
    listings: Sequence[Listing],
    cells: Sequence[Callable[[int, str], str]],
) -> list[Problem]:
    """People on these lists who are also on another list of the index. The given lists replace the
    stored ones.

    `cells` says for each of them where a part of a row is. One query, however many lists.
    """
    emails = {
        row.email for each in listings for row in each.rows if email_addresses.is_address(row.email)
    }
    own = {(each.group, lister.id) for each in listings}
    claims = {
        email: [claim for claim in found if claim not in own]
        for email, found in list_claims.list_claims(lister.round.id, index.id, emails).items()
    }
    for each in listings:
        for row in each.rows:
            if row.email in emails:
                claims.setdefault(row.email, []).append((each.group, lister.id))
    return [
        problem
        for each, cell in zip(listings, cells, strict=True)
        for problem in list_overlaps.overlaps(
            each.rows, (each.group, lister.id), index, claims, cell
        )
    ]


def excepted(lister: Lister) -> list[Exemption]:
    """What the lister asked to be excepted from."""
    return exemption_store.list_exemptions(lister.round.id, lister.id)


def send(
    lister: Lister, index_id: str, by: Account, now: datetime, acknowledged: bool = False
) -> dict[str, Any]:
    """Send the lists of one index (all it lists for, if none is named) and lock them;
    AlreadySubmitted the second time.

    What is sent is exactly what was stored when it was counted. A group without people is
    legitimate; a unit has to acknowledge lists with fewer people than planned (Invalid names them).
    The authority decides on exceptions itself.
    """
    round_ = lister.round
    current.require_open(round_.id, WINDOW, now, lister.id)
    groups = [(index.id, group.id) for index, group in lister.groups if index_id in ("", index.id)]
    if not groups:
        raise NotFound("Đơn vị này không lập danh sách nào.", "This body lists nobody.")
    for _ in range(ATTEMPTS):
        drafts, sent = store.list_drafts(round_.id, lister.id)
        listings = [drafts.get(key, Listing(*key)) for key in groups]
        short = shortfalls(lister, listings, now)
        if (
            short
            and lister.unit
            and not acknowledged
            and not any(index in sent for index, _ in groups)
        ):
            raise Invalid(errors=short)
        if store.send(round_.id, lister.id, _heads(lister.id, listings, now), listings):
            counts = {
                key: len(each.rows) for key, each in zip(group_names(groups), listings, strict=True)
            }
            audit.record(
                round_.id,
                now,
                by.email,
                "send_lists",
                lister.id,
                details={**counts, "short": [each.at for each in short]} if short else counts,
            )
            return {"sent_at": to_text(now), "groups": counts}
    raise ChangedMeanwhile(
        "Danh sách đang được người khác sửa; hãy xem lại rồi gửi.",
        "Somebody else is changing the lists; look at them again, then send.",
    )


def shortfalls(lister: Lister, listings: Sequence[Listing], now: datetime) -> list[Problem]:
    """Which of these lists have fewer people than expected."""
    asked = excepted(lister)
    groups = {(index.id, group.id): (index, group) for index, group in lister.groups}
    wanted = {
        key: exemptions.expected(group, listers_of(lister.round, group, now), index.id, asked)
        for key, (index, group) in groups.items()
    }
    titles = {key: (group.title.vi, group.title.en) for key, (_, group) in groups.items()}
    return list(exemptions.shortfalls(listings, wanted, titles))


def listers_of(round_: Round, group: Group, now: datetime) -> int:
    """How many bodies list a group."""
    units = sum(unit.index in group.listed_by for unit in current.units(round_.id, now).values())
    return units + (AUTHORITY in group.listed_by)


def _heads(lister: str, listings: Sequence[Listing], now: datetime) -> list[SentList]:
    indexes = dict.fromkeys(each.index for each in listings)
    return [
        SentList(
            lister,
            index,
            now,
            {each.group: each.by_unit() for each in listings if each.index == index},
        )
        for index in indexes
    ]
