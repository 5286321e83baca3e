"""Trials: until a round goes live, letters go to test addresses only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.errors import Finding
from chalicelib.domain.respondents import is_address, normalised


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


def faults(addresses: Sequence[str]) -> list[Finding]:
    """Everything among the test addresses that is no address."""
    return [
        Finding(
            f"addresses[{at}]",
            f"Địa chỉ thứ {at + 1}: “{each}” không phải địa chỉ thư điện tử",
            f"Address {at + 1}: “{each}” is no e-mail address",
            "bad_email",
        )
        for at, each in enumerate(addresses)
        if not is_address(normalised(each))
    ]
