"""What the platform had in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.demo.casting import Cast


@dataclass(frozen=True, slots=True)
class Outcome:
    """The server's own words: what was loaded, who took part, what was published."""

    loaded: dict[str, Any]
    survey: dict[str, dict[str, Any]]
    letters: int  # people who found a link in their mailbox
    published: list[str]
    rankings: dict[str, bytes]  # the published JSON by path
    bundle: dict[str, bytes] | None  # the public bundle's files by name
    cast: Cast  # who worked, with the passwords they took
