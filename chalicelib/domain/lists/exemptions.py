"""Exemptions from the size of a list, and how a list compares with its plan.

The plan of a group is one number for all who list it (plan for 2023, II.4), and planned sizes may
change. The even share of a lister is our own measure: a list with fewer people gets a warning to
acknowledge when it is sent, and even an empty one is allowed. Special hardship is reported and
decided (letter 8131 §2b): the number of an approved exemption replaces the share (kind `fewer`) or
the limit (kind `more`).
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
    """A request of a lister for one group, and the decision on it; `people` is the number to
    allow.
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
        """The exemption with the decision; Conflict if it was decided before."""
        if self.state != REQUESTED:
            raise Conflict(
                "Đề nghị này đã được quyết định.", "This request has been decided already."
            )
        return replace(
            self, state=APPROVED if approve else REFUSED, note=note, decided_by=by, decided_at=now
        )


def check(exemption: Exemption) -> list[Problem]:
    """Every reason to refuse the request."""
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
    """The number of the latest approved exemption of that kind for a group; None without one."""
    approved = [
        exemption
        for exemption in exemptions
        if (exemption.index, exemption.group, exemption.kind) == (index, group, kind)
        and exemption.state == APPROVED
    ]
    if not approved:
        return None
    return max(approved, key=lambda one: (one.decided_at or one.requested_at, one.id)).people


def most(group: Group, index: str, exemptions: Iterable[Exemption]) -> int | None:
    """How many people one lister may name; None if there is no limit. An exemption can only raise
    it.
    """
    more = allowed(exemptions, index, group.id, "more")
    return max(group.limit, more or 0) if group.limit else None


def expected(group: Group, listers: int, index: str, exemptions: Iterable[Exemption]) -> int | None:
    """How many people a list should have at least: the even share of the plan, or fewer by an
    exemption; None without a plan.
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
    """A warning to acknowledge for each list with fewer people than expected; `wanted` and `titles`
    (Vietnamese, English) are by index and group.
    """
    for listing in listings:
        key = listing.index, listing.group
        least, (vi, en) = wanted[key], titles[key]
        people = len(listing.rows)
        if least is not None and people < least:
            yield Problem(
                f"{listing.index}/{listing.group}",
                f"“{vi}” có {people} người, kế hoạch bình quân {least}; hãy bổ sung, đề"
                " nghị ngoại lệ, hoặc xác nhận danh sách đã đủ theo thực tế",
                f"“{en or vi}” has {people} people, the even share of the plan is {least};"
                " add people, ask for an exemption, or acknowledge that the list is complete as"
                " it is",
                "fewer_than_plan",
                {"listed": people, "expected": least},
            )
