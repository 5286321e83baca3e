"""Respondents: whom a body names for the survey. One body lists, and the same or another one is
rated.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.email_addresses import normalised
from chalicelib.domain.errors import Invalid, NotFound, Problem
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit

MAX_ROWS = 5000
PARTS = ("name", "email", "position", "organisation", "rates", "replaces", "reason")
MAX_CELL = 300
MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row of a list; `rates` is the id of the unit this person rates.

    `replaces` is the post that a substitute stands in for, and `reason` says why (letter 8131 §2b);
    both or neither.
    """

    name: str
    email: str
    position: str = ""
    organisation: str = ""
    rates: str = ""
    replaces: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one lister keeps for one group of one index; `version` names this very content, "" means
    none yet.
    """

    index: str
    group: str
    rows: tuple[Respondent, ...] = ()
    version: str = ""

    def by_unit(self) -> dict[str, int]:
        """How many rows rate each unit."""
        return dict(sorted(Counter(row.rates for row in self.rows).items()))


@dataclass(frozen=True, slots=True)
class SentList:
    """A lister's lists for one index, sent and locked: people by group and rated unit, listed and
    invited.

    `invited` has a group once all of its people were invited or found to be invited in another
    place.
    """

    lister: str
    index: str
    sent_at: datetime
    listed: Mapping[str, Mapping[str, int]]
    invited: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def groups_of(round_: Round, lists_for: str) -> list[tuple[Index, Group]]:
    """The groups that units of the index `lists_for` (or AUTHORITY) list, in the round's order."""
    return [
        (index, group)
        for index in round_.indexes
        for group in index.groups
        if lists_for in group.listed_by
    ]


def find_group(round_: Round, lists_for: str, group: str, index: str = "") -> tuple[Index, Group]:
    """The group `group` that such a lister lists: of `index` if named, else of its own index, else
    the only one.

    NotFound if it lists none of that id, Invalid if it has to say of which index.
    """
    found = [
        (each, its)
        for each, its in groups_of(round_, lists_for)
        if its.id == group and index in ("", each.id)
    ]
    own = [pair for pair in found if pair[0].id == lists_for]
    if not found:
        raise NotFound(
            f"Không có nhóm {group} nào do đơn vị này lập danh sách.",
            f"There is no group {group} that this body lists.",
        )
    if len(found) > 1 and not own:
        indexes = ", ".join(each.id for each, _ in found)
        raise Invalid(
            errors=[
                Problem(
                    "index",
                    f"Nhóm {group} có ở nhiều bộ chỉ số; thêm ?index= một trong: {indexes}",
                    f"Several indexes have a group {group}; add ?index= one of: {indexes}",
                )
            ]
        )
    return (own or found)[0]


def listers(round_: Round, units: Mapping[str, Unit]) -> Iterator[tuple[str, Index, Group]]:
    """Everybody who lists anything: (lister, index, group), those of the highest priority in an
    index first.

    The order decides where somebody is invited who is on several lists of one index (letter
    8131 §2b: the role of People's Council deputy wins): the lowest priority number, then group id,
    then lister id.
    """
    for index in round_.indexes:
        for group in sorted(index.groups, key=lambda each: (each.priority, each.id)):
            by_index = sorted(unit.id for unit in units.values() if unit.index in group.listed_by)
            for lister in [*by_index, *([AUTHORITY] if AUTHORITY in group.listed_by else [])]:
                yield lister, index, group


def tidy(rows: Iterable[Respondent], own_unit: str | None) -> list[Respondent]:
    """Rows as they are kept: no stray blanks, composed marks, the rated unit filled in where it is
    the lister.
    """
    return [
        Respondent(
            _plain(row.name),
            normalised(row.email),
            _plain(row.position),
            _plain(row.organisation),
            row.rates.strip() or own_unit or "",
            _plain(row.replaces),
            _plain(row.reason),
        )
        for row in rows
    ]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def rated_by_lister(group: Group, index: Index, lister: Unit | None) -> str | None:
    """The unit that every row of this lister rates, or None where each row has to name one."""
    return lister.id if lister and lister.index == index.id and group.rates == "own_unit" else None
