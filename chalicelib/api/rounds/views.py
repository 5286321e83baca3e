"""How units, windows and rulings look to the operations staff."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.api import views

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.domain.rounds.rulings import Ruling
    from chalicelib.domain.rounds.windows import Timetable


def windows(timetable: Timetable, now: datetime) -> dict[str, Any]:
    """All windows by name, each with its official dates, and who decided otherwise when."""
    return {
        name: {
            **views.ops_window(timetable, name, now),
            "official_opens": official.opens,
            "official_closes": official.closes,
            "decided_by": opening.by if opening else None,
            "decided_at": opening.at if opening else None,
        }
        for name, official in timetable.official.items()
        for opening in [timetable.openings.get(name)]
    }


def ruling(found: Ruling) -> dict[str, Any]:
    """A ruling, as it was put."""
    return asdict(found)
