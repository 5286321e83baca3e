"""Exceptions that a body asks for a list, and how a list compares with its plan.

The plan of a group is one number for all who list it (plan for 2023, II.4), and planned sizes may
change with reality. The even share of a lister is an orientation of ours, so fewer than that is a
warning to be acknowledged at sending, never a bar: an empty group is legitimate. Special hardship
is reported and decided (letter 8131 §2b): an approved exception of kind `fewer` puts its number in
the place of the share, one of kind `more` in the place of the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.errors import Conflict, Problem
from chalicelib.domain.lists.respondents import MAX_ROWS, Listing
from chalicelib.domain.rounds.questionnaires import Group

KINDS = ("fewer", "more")
REQUESTED, APPROVED, REFUSED = "requested", "approved", "refused"


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a lister asked for one group, and what ops decided; `people` is the number to be held
    to.
    """

    id: str
    lister: str
    index: str
    group: str
    kind: str
    people: int
    reason: str
    requested_at: datetime
    requested_by: str
    state: str = REQUESTED
    note: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""

    def decided(self, approve: bool, note: str, by: str, now: datetime) -> Exemption:
        """As ops decided; once."""
        if self.state != REQUESTED:
            raise Conflict(
                "Đề nghị này đã được quyết định.", "This request has been decided already."
            )
        return replace(
            self, state=APPROVED if approve else REFUSED, note=note, decided_by=by, decided_at=now
        )


def check(exemption: Exemption) -> list[Problem]:
    """What keeps a request from being made."""
    least = 1 if exemption.kind == "more" else 0
    if not least <= exemption.people <= MAX_ROWS:
        return [
            Problem(
                "people",
                f"Số người phải từ {least} đến {MAX_ROWS}",
                f"The number of people must be from {least} to {MAX_ROWS}",
                "out_of_range",
            )
        ]
    return []


def allowed(exemptions: Iterable[Exemption], index: str, group: str, kind: str) -> int | None:
    """The number of the latest approved exception of that kind for a group."""
    approved = [
        each
        for each in exemptions
        if (each.index, each.group, each.kind, each.state) == (index, group, kind, APPROVED)
    ]
    return (
        max(approved, key=lambda each: (each.decided_at or each.requested_at, each.id)).people
        if approved
        else None
    )


def most(group: Group, index: str, exemptions: Iterable[Exemption]) -> int | None:
    """How many people one lister may name; None if the rule sets no limit. No exception makes it
    smaller.
    """
    more = allowed(exemptions, index, group.id, "more")
    return max(group.limit, more or 0) if group.limit else None


def expected(group: Group, listers: int, index: str, exemptions: Iterable[Exemption]) -> int | None:
    """How many people a list should have at least: what an exception allows, or the even share of
    the plan.
    """
    fewer = allowed(exemptions, index, group.id, "fewer")
    share = group.plan // listers if group.plan is not None and listers else None
    if fewer is None or share is None:
        return share
    return min(fewer, share)


def shortfalls(
    listings: Iterable[Listing],
    wanted: Mapping[tuple[str, str], int | None],
    titles: Mapping[tuple[str, str], tuple[str, str]],
) -> Iterator[Problem]:
    """A finding, to be acknowledged, for each list with fewer people than expected (`wanted` by
    index and group).
    """
    for each in listings:
        least, (vi, en) = wanted[each.index, each.group], titles[each.index, each.group]
        if least is not None and len(each.rows) < least:
            yield Problem(
                f"{each.index}/{each.group}",
                f"“{vi}” có {len(each.rows)} người, kế hoạch bình quân {least}; hãy bổ sung, đề"
                " nghị ngoại lệ, hoặc xác nhận danh sách đã đủ theo thực tế",
                f"“{en or vi}” has {len(each.rows)} people, the even share of the plan is {least};"
                " add people, ask for an exception, or acknowledge that the list is complete as"
                " it is",
                "fewer_than_plan",
                {"listed": len(each.rows), "expected": least},
            )
