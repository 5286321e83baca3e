"""Overlaps: people who are on several lists of one index.

This is allowed and pointed out; priority decides from which list they are invited. Letter 8131 §2b:
within one index a person answers once, and the role of People's Council deputy wins over any other.
A lister is told the group of the other list and which of the two counts, never whose list it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from chalicelib.domain.errors import Problem
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group

Claim = tuple[str, str]
"""(group, lister): a list of the index on which an address is."""


def precedence(index: Index, claim: Claim) -> tuple[int, str, bool, str]:
    """The order of claims: by priority number, group id and unit id, the authority last (as in
    `listers`). The smallest claim counts.
    """
    group, lister = claim
    return index.group(group).priority, group, lister == AUTHORITY, lister


def overlaps(
    rows: Sequence[Respondent],
    own: Claim,
    index: Index,
    claims: Mapping[str, Iterable[Claim]],
    cell: Callable[[int, str], str],
) -> Iterator[Problem]:
    """A note for each row whose address is on other lists of the index; it is about the first of
    these by `precedence`.

    `own` is the list of these rows, `claims` has all lists by address.
    """
    for number, row in enumerate(rows):
        others = [claim for claim in claims.get(row.email, ()) if claim != own]
        if others:
            first = min(others, key=lambda claim: precedence(index, claim))
            here = precedence(index, own) < precedence(index, first)
            group = index.group(first[0])
            yield _told(cell(number, "email"), row.email, group, first[0] == own[0], here)


def _told(at: str, email: str, other: Group, same: bool, here: bool) -> Problem:
    vi = "một danh sách khác của chính nhóm này" if same else f"nhóm “{other.title.vi}”"
    en = (
        "another list of the same group"
        if same
        else f"a list of the group “{other.title.en or other.title.vi}”"
    )
    counts_vi, counts_en = (
        ("người này được mời theo danh sách này", "the person is invited from this list")
        if here
        else ("người này được mời theo danh sách kia", "the person is invited from that list")
    )
    return Problem(
        at,
        f"{email} cũng có trong {vi} thuộc cùng bộ chỉ số; theo thứ tự ưu tiên, {counts_vi}",
        f"{email} is also on {en} of the same index; by priority {counts_en}",
        "listed_elsewhere",
        {"group": other.id, "counts": "here" if here else "there"},
    )
