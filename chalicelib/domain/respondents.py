"""Respondents: whom a body names for the survey. One body lists, and the same or another one is rated."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.errors import Finding, Invalid, NotFound
from chalicelib.domain.indexes import Index
from chalicelib.domain.questionnaires import AUTHORITY, Group
from chalicelib.domain.rounds import Round
from chalicelib.domain.units import Unit

MAX_ROWS = 5000

# What mail servers accept in practice: ASCII, dots only between atoms, a domain with a dot (RFC 5321 §4.1.2, RFC 1035).
_ATOM = r"[a-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{3,254}}$)(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row of a list; `rates` is the id of the unit this person rates."""

    name: str
    email: str
    position: str = ""
    organisation: str = ""
    rates: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one lister keeps for one group of one index; `version` names this very content, "" means none yet."""

    index: str
    group: str
    rows: tuple[Respondent, ...] = ()
    version: str = ""

    def by_unit(self) -> dict[str, int]:
        """How many rows rate each unit."""
        return dict(sorted(Counter(row.rates for row in self.rows).items()))


@dataclass(frozen=True, slots=True)
class Sent:
    """A lister's lists for one index, sent and locked: people by group and rated unit, listed and invited.

    `invited` has a group once all of its people were invited or found to be invited in another place.
    """

    lister: str
    index: str
    sent_at: datetime
    listed: Mapping[str, Mapping[str, int]]
    invited: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def normalised(email: str) -> str:
    """The one form in which an address is compared, kept and written to."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def groups_of(round_: Round, lists_for: str) -> list[tuple[Index, Group]]:
    """The groups that units of the index `lists_for` (or AUTHORITY) list, in the round's order."""
    return [(index, group) for index in round_.indexes for group in index.groups if lists_for in group.listed_by]


def find_group(round_: Round, lists_for: str, group: str, index: str = "") -> tuple[Index, Group]:
    """The group `group` that such a lister lists: of `index` if named, else of its own index, else the only one.

    NotFound if it lists none of that id, Invalid if it has to say of which index.
    """
    found = [(each, its) for each, its in groups_of(round_, lists_for) if its.id == group and index in ("", each.id)]
    own = [pair for pair in found if pair[0].id == lists_for]
    if not found:
        raise NotFound(f"Không có nhóm {group} nào do đơn vị này lập danh sách.",
                       f"There is no group {group} that this body lists.")
    if len(found) > 1 and not own:
        indexes = ", ".join(each.id for each, _ in found)
        raise Invalid(errors=[Finding("index", f"Nhóm {group} có ở nhiều bộ chỉ số; thêm ?index= một trong: {indexes}",
                                      f"Several indexes have a group {group}; add ?index= one of: {indexes}")])
    return (own or found)[0]


def listers(round_: Round, units: Mapping[str, Unit]) -> Iterator[tuple[str, Index, Group]]:
    """Everybody who lists anything: (lister, index, group), those of the highest priority in an index first.

    The order decides where somebody is invited who stands on several lists of one index (letter 8131 §2b: the
    role of People's Council deputy wins): the lowest priority number, then group id, then lister id.
    """
    for index in round_.indexes:
        for group in sorted(index.groups, key=lambda each: (each.priority, each.id)):
            by_index = sorted(unit.id for unit in units.values() if unit.index in group.listed_by)
            for lister in [*by_index, *([AUTHORITY] if AUTHORITY in group.listed_by else [])]:
                yield lister, index, group


def tidy(rows: Iterable[Respondent], own_unit: str | None) -> list[Respondent]:
    """Rows as they are kept: no stray blanks, composed marks, the rated unit filled in where it is the lister."""
    return [Respondent(unicodedata.normalize("NFC", row.name).strip(), normalised(row.email), row.position.strip(),
                       row.organisation.strip(), row.rates.strip() or own_unit or "") for row in rows]


def rated_by_lister(group: Group, index: Index, lister: Unit | None) -> str | None:
    """The unit that every row of this lister rates, or None where each row has to name one."""
    return lister.id if lister and lister.index == index.id and group.rates == "own_unit" else None


def check(rows: Sequence[Respondent], group: Group, own_unit: str | None, units: Collection[str],
          elsewhere: Mapping[str, Group]) -> list[Finding]:
    """Everything wrong with a tidy list: `at` is `rows[0].email` and so on, counted from 0.

    `units` are the ids of the index's units; `elsewhere` says in which other group of the same index this lister
    already has an address: one person answers once within one index (letter 8131 §2b).
    """
    findings = list(_sizes(rows, group))
    first: dict[str, int] = {}
    for at, row in enumerate(rows):
        findings += _row(f"rows[{at}]", row, own_unit, units)
        if row.email in first:
            other = f"rows[{first[row.email]}].email"
            findings.append(Finding(f"rows[{at}].email", f"{row.email} đã có ở dòng {first[row.email] + 1}",
                                    f"{row.email} is already in row {first[row.email] + 1}", "duplicate",
                                    {"first": other}))
        elif row.email in elsewhere:
            other_group = elsewhere[row.email]
            findings.append(Finding(
                f"rows[{at}].email", f"{row.email} đã có trong nhóm “{other_group.title.vi}”; mỗi người chỉ ở một nhóm",
                f"{row.email} is already in the group “{other_group.title.en}”; a person belongs to one group",
                "duplicate_in_group", {"group": other_group.id}))
        if row.email:
            first.setdefault(row.email, at)
    return findings


def _sizes(rows: Sequence[Respondent], group: Group) -> Iterator[Finding]:
    most = min(group.limit or MAX_ROWS, MAX_ROWS)
    if len(rows) > most:
        yield Finding("rows", f"Danh sách có {len(rows)} người, tối đa {most}",
                      f"The list has {len(rows)} people, at most {most} are allowed", "over_limit", {"limit": most})


def _row(at: str, row: Respondent, own_unit: str | None, units: Collection[str]) -> Iterator[Finding]:
    if not row.name:
        yield Finding(f"{at}.name", "Thiếu họ tên", "The name is missing", "missing")
    if not row.email:
        yield Finding(f"{at}.email", "Thiếu địa chỉ thư điện tử", "The e-mail address is missing", "missing")
    elif not _EMAIL.fullmatch(row.email):
        yield Finding(f"{at}.email", f"“{row.email}” không phải địa chỉ thư điện tử",
                      f"“{row.email}” is not an e-mail address", "bad_email")
    if own_unit and row.rates != own_unit:
        yield Finding(f"{at}.rates", f"Nhóm này đánh giá chính đơn vị lập danh sách ({own_unit}); hãy để trống",
                      f"This group rates the body that lists it ({own_unit}); leave it empty", "other_unit")
    elif not row.rates:
        yield Finding(f"{at}.rates", "Thiếu đơn vị được đánh giá", "The rated unit is missing", "missing")
    elif row.rates not in units:
        yield Finding(f"{at}.rates", f"Không có đơn vị “{row.rates}” trong bộ chỉ số này",
                      f"There is no unit “{row.rates}” in this index", "unknown_unit")
