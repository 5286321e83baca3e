"""Respondents: whom a body names for the survey. One body lists, and the same or another one is
rated.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.email_addresses import is_address, normalised
from chalicelib.domain.errors import Invalid, NotFound, Problem
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.texts import unseen

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

    The order decides where somebody is invited who stands on several lists of one index (letter
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


def cell_of(row: int, part: str) -> str:
    """Where a part of a row stands in a list that is no file: `rows[0].email`."""
    return f"rows[{row}].{part}"


def check(
    rows: Sequence[Respondent],
    group: Group,
    own_unit: str | None,
    units: Mapping[str, str],
    most: int = 0,
    cell: Callable[[int, str], str] = cell_of,
    number: Callable[[int], int] = (1).__add__,
) -> list[Problem]:
    """Everything that keeps a tidy list from being kept.

    `units` are the names of the index's units by id; `most` people are allowed where an exception
    was approved (0: none was). `cell` says where a part of a row stands, `number` what people call
    the row (both count rows from 0). A person who stands on another list too is no fault: see
    `overlaps`.
    """
    problems = list(_sizes(rows, most or group.limit or MAX_ROWS, cell))
    first: dict[str, int] = {}
    for at, row in enumerate(rows):
        problems += _row(at, row, own_unit, units, cell)
        if not is_address(row.email):
            continue
        if row.email in first:
            other = first[row.email]
            problems.append(
                Problem(
                    cell(at, "email"),
                    f"{row.email} đã có ở dòng {number(other)}",
                    f"{row.email} is already in row {number(other)}",
                    "duplicate",
                    {"first": cell(other, "email")},
                )
            )
        first.setdefault(row.email, at)
    return problems


def _sizes(
    rows: Sequence[Respondent], allowed: int, cell: Callable[[int, str], str]
) -> Iterator[Problem]:
    most = min(allowed, MAX_ROWS)
    if len(rows) > most:
        yield Problem(
            cell(most, "name") if cell is not cell_of else "rows",
            f"Danh sách có {len(rows)} người, tối đa {most}; bớt đi, hoặc đề nghị cho phép"
            " nhiều hơn",
            f"The list has {len(rows)} people, at most {most} are allowed; shorten it, or ask for"
            " more",
            "over_limit",
            {"limit": most},
        )


def _row(
    at: int,
    row: Respondent,
    own_unit: str | None,
    units: Mapping[str, str],
    cell: Callable[[int, str], str],
) -> Iterator[Problem]:
    for part, vi, en in _missing(row):
        yield Problem(cell(at, part), vi, en, "missing")
    hidden = {part: found for part in PARTS if (found := unseen(getattr(row, part)))}
    for part, found in hidden.items():
        yield Problem(cell(at, part), *told_unseen(found))
    if row.email and "email" not in hidden and not is_address(row.email):
        yield Problem(
            cell(at, "email"),
            f"“{row.email}” không phải địa chỉ thư điện tử",
            f"“{row.email}” is not an e-mail address",
            "bad_email",
        )
    if row.name and "name" not in hidden and not any(map(str.isalpha, row.name)):
        yield Problem(
            cell(at, "name"),
            f"“{row.name[:MAX_NAME]}” không phải họ tên",
            f"“{row.name[:MAX_NAME]}” is not a name",
            "not_a_name",
        )
    for part in ("name", "position", "organisation", "replaces", "reason"):
        longest = MAX_NAME if part == "name" else MAX_CELL
        if len(getattr(row, part)) > longest:
            yield Problem(
                cell(at, part),
                f"Dài quá {longest} ký tự",
                f"Longer than {longest} characters",
                "too_long",
            )
    if own_unit and row.rates != own_unit:
        own = f"{units[own_unit]} – {own_unit}" if own_unit in units else own_unit
        yield Problem(
            cell(at, "rates"),
            f"Nhóm này đánh giá chính đơn vị lập danh sách ({own}); hãy để trống ô này",
            f"This group rates the body that lists it ({own}); leave the cell empty",
            "other_unit",
        )
    elif row.rates and "rates" not in hidden and row.rates not in units:
        yield Problem(
            cell(at, "rates"),
            f"Không có đơn vị “{row.rates}” trong bộ chỉ số này",
            f"There is no unit “{row.rates}” in this index",
            "unknown_unit",
        )


def told_unseen(found: Sequence[str]) -> tuple[str, str, str]:
    """What is said of a cell with such characters, and the code: they make a name read as another
    one.
    """
    return (
        f"Ô chứa ký tự ẩn ({', '.join(found)}); hãy xóa ô rồi gõ lại",
        f"The cell holds invisible characters ({', '.join(found)}); clear it and type it again",
        "unseen",
    )


def _missing(row: Respondent) -> Iterator[tuple[str, str, str]]:
    """The parts that are missing."""
    if not row.name:
        yield "name", "Thiếu họ tên", "The name is missing"
    if not row.email:
        yield "email", "Thiếu địa chỉ thư điện tử", "The e-mail address is missing"
    if not row.rates:
        yield "rates", "Thiếu đơn vị được đánh giá", "The rated unit is missing"
    if row.replaces and not row.reason:
        yield "reason", "Thiếu lý do thay người", "The reason for the substitute is missing"
    if row.reason and not row.replaces:
        yield (
            "replaces",
            "Có lý do thay người nhưng thiếu chức danh được thay",
            "There is a reason for a substitute, but not the post that is replaced",
        )
