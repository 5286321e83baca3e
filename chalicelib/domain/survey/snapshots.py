"""How far a survey is: people counted by who lists them, their group and whom they rate. Never who,
never what.

A count of answers says too much of each person where few were invited, so it is shown from SMALL
people on; what a total holds of smaller groups it holds only where those have SMALL people
together. Otherwise the rest of a total would tell what the dash hides.
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
    """People of one or more cells; `asked` are those whose answers may be counted (`masked`), the
    base of the rate.
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
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(Counts))
        )

    @property
    def is_small(self) -> bool:
        """Whether too few were invited to tell how many of them answered."""
        return self.invited < SMALL

    @property
    def masked(self) -> Counts:
        """As it may be shown and added up."""
        return (
            replace(self, answered=0, asked=0)
            if self.is_small
            else replace(self, asked=self.invited)
        )

    @property
    def shown(self) -> int | None:
        """How many answered, of masked counts; None where that is not told."""
        return self.answered if self.asked else None

    @property
    def rate(self) -> str | None:
        """Answers in a hundred people asked, of masked counts: two decimals."""
        return two(Fraction(100 * self.answered, self.asked)) if self.asked else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cells of an index as they were counted at an instant."""

    index: str
    at: datetime
    cells: Mapping[Cell, Counts]

    def by_lister(self) -> dict[tuple[str, str], Counts]:
        """By (lister, group): whom each body has to chase."""
        return _added(
            ((lister, group), counts) for (lister, group, _), counts in self.cells.items()
        )

    def by_rated(self) -> dict[tuple[str, str], Counts]:
        """By (rated unit, group): whose answers count for each unit."""
        return _added(((unit, group), counts) for (_, group, unit), counts in self.cells.items())


def counts_of(status: str, delivery: str, people: int) -> Counts:
    """What so many invitations in this state add to their cell; one that a correction replaced adds
    nothing.
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
    """Cells added up, masked: small ones count as one cell together."""
    shown, small = Counts(), Counts()
    for each in cells:
        if each.is_small:
            small += each
        else:
            shown += each.masked
    return shown + small.masked


def is_due(taken: datetime | None, windows: Iterable[Window], now: datetime) -> bool:
    """Whether to count again: once in each hour while a window is open, once more after the last
    one has closed.
    """
    known = list(windows)
    if any(window.is_open(now) for window in known):
        return taken is None or _hour(taken) < _hour(now)
    closed = [window.closes for window in known if window.closes and window.closes <= now]
    return bool(closed) and (taken is None or taken < max(closed))


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def _added(rows: Iterable[tuple[tuple[str, str], Counts]]) -> dict[tuple[str, str], Counts]:
    found: dict[tuple[str, str], Counts] = {}
    for key, counts in rows:
        found[key] = found.get(key, Counts()) + counts
    return found
