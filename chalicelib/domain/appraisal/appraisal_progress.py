"""Progress of the appraisal: how many of the assigned criteria of units have a value, by member, by
area and by unit; and when a member may be reminded of what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from chalicelib.domain.instants import local_time

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class AssignedCell:
    """A criterion of a unit that a member appraises, and whether it has a value."""

    member: str
    unit: str
    index: str
    area: str
    leaf: str
    done: bool


@dataclass(frozen=True, slots=True)
class AppraisedShare:
    """How many of the `assigned` criteria of units are done."""

    done: int = 0
    assigned: int = 0

    @property
    def left(self) -> int:
        """How many are not."""
        return self.assigned - self.done


@dataclass(frozen=True, slots=True)
class MemberReminder:
    """A letter that reminded a member of what was left, on a day of the round's time zone
    (2026-11-20); `failed`: the mail service took none.
    """

    member: str
    day: str
    left: int
    by: str
    at: datetime
    failed: bool = False


def shares(
    cells: Iterable[AssignedCell], key: Callable[[AssignedCell], Key]
) -> dict[Key, AppraisedShare]:
    """The share of each key, in the order of the cells; where several members appraise a criterion
    of a unit, it counts once for a key.
    """
    found: dict[Key, dict[tuple[str, str], bool]] = {}
    for cell in cells:
        found.setdefault(key(cell), {})[cell.unit, cell.leaf] = cell.done
    return {each: AppraisedShare(sum(done.values()), len(done)) for each, done in found.items()}


def day_of(now: datetime, timezone: str) -> str:
    """The day of a reminder; a member gets one a day."""
    return local_time(now, timezone).date().isoformat()


def why_not(member: str, left: Mapping[str, int], last: MemberReminder | None, day: str) -> str:
    """Why a member is not reminded: "unknown" (nobody to whom criteria are assigned), "done"
    (nothing is left), "today" (reminded on that day), else "".
    """
    if member not in left:
        return "unknown"
    if not left[member]:
        return "done"
    return "today" if last and last.day == day and not last.failed else ""
