"""Respondents: the people whom a unit or the authority lists for the survey, and whom they rate."""

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

    `replaces` is the post of the person whom a substitute replaces, and `reason` says why (letter
    8131 §2b); both or neither is given.
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
    """The list of one lister for one group of one index; `version` changes with its content, and is
    "" before the first save.
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

    `invited` has a group once all of its people were invited, from this list or another.
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
    """The group of that id which units of the index `lists_for` (or AUTHORITY) list: of `index` if
    named, else of their own index, else the only one.

    NotFound if they list none of that id, Invalid if `index` has to be named.
    """
    matching = [
        pair
        for pair in groups_of(round_, lists_for)
        if pair[1].id == group and index in ("", pair[0].id)
    ]
    at_home = [pair for pair in matching if pair[0].id == lists_for]
    if not matching:
        raise NotFound(
            f"Không có nhóm {group} nào do đơn vị này lập danh sách.",
            f"There is no group {group} that this unit lists.",
        )
    if len(matching) > 1 and not at_home:
        indexes = ", ".join(pair[0].id for pair in matching)
        raise Invalid(
            errors=[
                Problem(
                    "index",
                    f"Nhóm {group} có ở nhiều bộ chỉ số; thêm ?index= một trong: {indexes}",
                    f"Several indexes have a group {group}; add ?index= one of: {indexes}",
                )
            ]
        )
    return (at_home or matching)[0]


def listers(round_: Round, units: Mapping[str, Unit]) -> Iterator[tuple[str, Index, Group]]:
    """Every (lister, index, group) of a round; in each index by priority number, group id and unit
    id, the authority last.

    A person who is on several lists of an index is invited from the first of these (letter 8131
    §2b: the role of People's Council deputy wins).
    """
    for index in round_.indexes:
        for group in sorted(index.groups, key=lambda one: (one.priority, one.id)):
            by_index = sorted(unit.id for unit in units.values() if unit.index in group.listed_by)
            for lister in [*by_index, *([AUTHORITY] if AUTHORITY in group.listed_by else [])]:
                yield lister, index, group


def tidy(rows: Iterable[Respondent], own_unit: str | None) -> list[Respondent]:
    """Rows as they are stored: blanks tidied, Unicode composed (NFC), and `own_unit` as the rated
    unit where the row names none.
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
    """The id of the unit that every row of this lister rates; None if each row has to name one."""
    return lister.id if lister and lister.index == index.id and group.rates == "own_unit" else None
