"""Sweeps: once a day the tick goes through every invitation, list by list, as far as each run
gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# Nobody is written to at night.
FROM_HOUR = 8


@dataclass(frozen=True, slots=True)
class Sweep:
    """The last sweep: of which day (None: one is wanted now), up to which list, and whether it is
    through.
    """

    day: date | None
    after: str = ""
    done: bool = False

    def next(self, local: datetime) -> Sweep | None:
        """The sweep to go on with at this local time; None if nothing is due."""
        today = local.date()
        if self.day == today:
            return None if self.done else self
        if self.day is None or local.hour >= FROM_HOUR:
            return Sweep(today)
        return None
