"""People who are on several lists of one index: not a problem, since priority decides where they
are invited; it is shown.

Letter 8131 §2b: within one index a person answers once, and the role of People's Council deputy
wins over any other. What a lister learns of another list is its group and which of the two counts,
never who keeps it.
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
    """The smallest one counts: lowest priority number, group id, units by id, the authority last
    (as in `listers`).
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
    """One finding for each row whose address is on other lists of the index, told of the list
    that matters most.

    `claims` has those other lists by address.
    """
    for at, row in enumerate(rows):
        others = [claim for claim in claims.get(row.email, ()) if claim != own]
        if others:
            first = min(others, key=lambda claim: precedence(index, claim))
            here = precedence(index, own) < precedence(index, first)
            yield _told(
                cell(at, "email"), row.email, index.group(first[0]), first[0] == own[0], here
            )


def _told(at: str, email: str, other: Group, same: bool, here: bool) -> Problem:
    vi = "một danh sách khác của chính nhóm này" if same else f"nhóm “{other.title.vi}”"
    en = (
        "another list of this very group"
        if same
        else f"the group “{other.title.en or other.title.vi}”"
    )
    counts_vi, counts_en = (
        ("người này được mời theo danh sách này", "the person is invited from this list")
        if here
        else ("người này được mời theo danh sách kia", "the person is invited from that one")
    )
    return Problem(
        at,
        f"{email} cũng có trong {vi} thuộc cùng bộ chỉ số; theo thứ tự ưu tiên, {counts_vi}",
        f"{email} also stands in {en} of the same index; by priority {counts_en}",
        "listed_elsewhere",
        {"group": other.id, "counts": "here" if here else "there"},
    )
