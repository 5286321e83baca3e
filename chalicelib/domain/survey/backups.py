"""Backups of the table of answers: one a day while a survey is open, none of answers that are
sealed.

A backup says with what the table held then which answers came since, so there is never more than
one that is complete (docs/threat-model.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAILY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its name at the service, when it was made, and whether it is complete."""

    id: str
    made: datetime
    is_complete: bool


def is_due(
    backups: Sequence[Backup], closed_at: datetime, now: datetime, *, is_part_sealed: bool = False
) -> bool:
    """Whether one has to be made now: a day after the last while the survey is open, and once after
    it closed, if there was one before or `is_part_sealed`: the answers of another index are sealed,
    so that backups with them had to go. `backups` are those that stay.
    """
    last = max((each.made for each in backups), default=None)
    if now < closed_at:
        return last is None or now - last >= DAILY
    return is_part_sealed if last is None else last < closed_at


def unwanted(backups: Sequence[Backup], emptied: datetime | None) -> list[Backup]:
    """Those to delete: made before the items of sealed answers were gone, at the latest at
    `emptied`; and all but the last complete one.
    """
    complete = [each.made for each in backups if each.is_complete]
    last = max(complete, default=None)
    return [
        each
        for each in backups
        if (emptied is not None and each.made <= emptied) or (last is not None and each.made < last)
    ]
