"""What a load never exceeds, and where it never goes: this machine's loopback alone."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

MOST = {"people": 500, "seconds": 900, "rate": 200}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many people at once, for how many seconds, and requests a second of all of them
    together. ValueError for more than MOST, or less than one.
    """

    people: int
    seconds: int
    rate: int

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            if not 1 <= getattr(self, name) <= most:
                raise ValueError(f"{name}: from 1 to {most}")


def require_loopback(url: str) -> None:
    """ValueError unless the host is written as an address of the loopback network: a name might
    lead anywhere.
    """
    host = urlsplit(url).hostname or ""
    try:
        inside = ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise ValueError(f"A load goes to this machine alone, not to {host or url!r}.")
