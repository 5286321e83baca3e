"""Mailings of a round: the trial before it goes live, and the daily sweep through its invitations.

Until a round goes live, letters go to test addresses only. Once a day the tick goes through every
invitation, list by list, as far as each run gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.email_addresses import is_address, normalised
from chalicelib.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether a round is live, and the addresses (as they are compared) that get letters before
    that.
    """

    live: bool
    addresses: tuple[str, ...] = ()

    def lets(self, email: str) -> bool:
        """Whether a letter may go to this address now."""
        return self.live or email in self.addresses


def problems(addresses: Sequence[str]) -> list[Problem]:
    """Everything among the test addresses that is no address."""
    return [
        Problem(
            f"addresses[{at}]",
            f"Địa chỉ thứ {at + 1}: “{each}” không phải địa chỉ thư điện tử",
            f"Address {at + 1}: “{each}” is no e-mail address",
            "bad_email",
        )
        for at, each in enumerate(addresses)
        if not is_address(normalised(each))
    ]


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
