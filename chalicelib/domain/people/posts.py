"""Posts: what a person does in the system. A person may have several, in several rounds, and each
has its own role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

UNIT_ROLES = ("editor", "leader")


@dataclass(frozen=True, slots=True)
class Post:
    """A role in `round`, for `unit` where the role is one of UNIT_ROLES; operations staff work in
    every round. `areas` (`index/area`) are what a council member appraises.

    From `until` on the post can read but not write; None: no end is set.
    """

    role: str
    round: str = ""
    unit: str = ""
    areas: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """What tells the posts of one person apart: round, unit, kind of work. Nobody is editor
        and leader of one unit: the later role replaces the one before.
        """
        if self.role == "ops":
            return "", "", "ops"
        if self.role in UNIT_ROLES:
            return self.round, self.unit, "unit"
        return self.round, "", self.role

    def fits(self, round_id: str, unit: str) -> bool:
        """Whether the post is in that round ("": any) and, if it is one of a unit, of that unit
        ("": any).
        """
        if self.role == "ops":
            return True
        return round_id in ("", self.round) and (
            self.role not in UNIT_ROLES or unit in ("", self.unit)
        )

    def has_ended(self, now: datetime) -> bool:
        """Whether the post only reads by now."""
        return self.until is not None and self.until <= now
