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
    """Whether a round is live, and the (normalised) addresses that get letters before that."""

    live: bool
    addresses: tuple[str, ...] = ()

    def lets(self, email: str) -> bool:
        """Whether a letter may go to this address now."""
        return self.live or email in self.addresses


def problems(addresses: Sequence[str]) -> list[Problem]:
    """A problem for each of the test addresses that is not an e-mail address."""
    return [
        Problem(
            f"addresses[{number - 1}]",
            f"Địa chỉ thứ {number}: “{address}” không phải địa chỉ thư điện tử",
            f"Address {number}: “{address}” is not an e-mail address",
            "bad_email",
        )
        for number, address in enumerate(addresses, start=1)
        if not is_address(normalised(address))
    ]


# A daily sweep does not start at night.
FROM_HOUR = 8


@dataclass(frozen=True, slots=True)
class Sweep:
    """The last sweep: its day (None: one is wanted now), the list it has reached, and whether it is
    done.
    """

    day: date | None
    after: str = ""
    done: bool = False

    def next(self, local: datetime) -> Sweep | None:
        """The sweep to continue or start at this local time; None if none is due."""
        today = local.date()
        if self.day == today:
            return None if self.done else self
        if self.day is None or local.hour >= FROM_HOUR:
            return Sweep(today)
        return None
