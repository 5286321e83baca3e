"""Trials: until a round goes live, letters go to test addresses only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether a round is live, and the addresses (as they are compared) that get letters before that."""

    live: bool
    addresses: tuple[str, ...] = ()

    def lets(self, email: str) -> bool:
        """Whether a letter may go to this address now."""
        return self.live or email in self.addresses
