"""Where all chance in generated inputs comes from: the same seed always draws the same."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seed:
    """One number from which every part of a round draws on its own, so that no part shifts
    another.
    """

    number: int

    def draw(self, *parts: str) -> random.Random:
        """A source of chance for this part of the round alone."""
        return random.Random("/".join((str(self.number), *parts)))  # noqa: S311  must be repeatable, guards nothing

    def quality(self, unit: str) -> float:
        """How well a unit works, 0…1; published indexes of recent years lie between about 0.75 and
        0.95.
        """
        return min(0.97, max(0.72, self.draw(unit, "quality").gauss(0.875, 0.045)))
