"""Snapshots: people of a survey counted by lister, group and rated unit; no names and no answers.

Where few people were invited, a count of answers says too much of each person. So answers are shown
for SMALL people or more. Smaller cells count in a total only if they have SMALL people together;
otherwise the hidden count could be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from fractions import Fraction

from chalicelib.domain.decimals import two
from chalicelib.domain.letters.invitations import (
    ANSWERED,
    COMPLAINED,
    DELIVERED,
    REACHED,
    RETURNED,
    VOID,
)
from chalicelib.domain.rounds.round import Window

SMALL = 5

Cell = tuple[str, str, str]
"""(lister, group, rated unit) within one index."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of people in one or more cells; `asked` are those whose answers may be shown (see
    `masked`), the base of the rate.
    """

    listed: int = 0
    invited: int = 0
    sent: int = 0
    delivered: int = 0
    bounced: int = 0
    complained: int = 0
    answered: int = 0
    asked: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(Counts))
        )

    @property
    def is_small(self) -> bool:
        """Whether too few were invited to tell how many of them answered."""
        return self.invited < SMALL

    @property
    def masked(self) -> Counts:
        """The counts as they may be shown: without answers if they are small."""
        return (
            replace(self, answered=0, asked=0)
            if self.is_small
            else replace(self, asked=self.invited)
        )

    @property
    def shown(self) -> int | None:
        """How many answered, of masked counts; None if that is not shown."""
        return self.answered if self.asked else None

    @property
    def rate(self) -> str | None:
        """Percent of the people asked who answered, of masked counts: two decimals; None if
        hidden.
        """
        return two(Fraction(100 * self.answered, self.asked)) if self.asked else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cells of an index as they were counted at an instant."""

    index: str
    at: datetime
    cells: Mapping[Cell, Counts]

    def by_lister(self) -> dict[tuple[str, str], Counts]:
        """By (lister, group): how the people on each lister's lists have answered."""
        return _added(
            ((lister, group), counts) for (lister, group, _), counts in self.cells.items()
        )

    def by_rated(self) -> dict[tuple[str, str], Counts]:
        """By (rated unit, group): the people whose answers count for each unit."""
        return _added(((unit, group), counts) for (_, group, unit), counts in self.cells.items())


def counts_of(status: str, delivery: str, people: int) -> Counts:
    """The counts of `people` invitations in this state; none for invitations that a correction
    replaced.
    """
    if status == VOID:
        return Counts()
    return Counts(
        invited=people,
        sent=people * (status in REACHED),
        delivered=people * (delivery in (DELIVERED, COMPLAINED)),
        bounced=people * (delivery in RETURNED),
        complained=people * (delivery == COMPLAINED),
        answered=people * (status == ANSWERED),
    )


def total(cells: Iterable[Counts]) -> Counts:
    """The sum of cells, masked; all small cells are masked together as one."""
    shown, small = Counts(), Counts()
    for counts in cells:
        if counts.is_small:
            small += counts
        else:
            shown += counts.masked
    return shown + small.masked


def is_due(taken: datetime | None, windows: Iterable[Window], now: datetime) -> bool:
    """Whether to count again: in each hour while a window is open, and once after the last one has
    closed. `taken` is when it was counted last.
    """
    known = list(windows)
    if any(window.is_open(now) for window in known):
        return taken is None or _hour(taken) < _hour(now)
    closed = [window.closes for window in known if window.closes and window.closes <= now]
    return bool(closed) and (taken is None or taken < max(closed))


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def _added(rows: Iterable[tuple[tuple[str, str], Counts]]) -> dict[tuple[str, str], Counts]:
    sums: dict[tuple[str, str], Counts] = {}
    for key, counts in rows:
        sums[key] = sums.get(key, Counts()) + counts
    return sums
