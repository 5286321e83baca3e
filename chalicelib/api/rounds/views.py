"""Windows and rulings as JSON for operations staff."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.api import views

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.domain.rounds.rulings import Ruling
    from chalicelib.domain.rounds.windows import Timetable


def windows(timetable: Timetable, now: datetime) -> dict[str, Any]:
    """All windows by name, each with its official dates, and who changed it and when."""
    return {name: _planned_window(timetable, name, now) for name in timetable.official}


def _planned_window(timetable: Timetable, name: str, now: datetime) -> dict[str, Any]:
    official, opening = timetable.official[name], timetable.openings.get(name)
    return {
        **views.ops_window(timetable, name, now),
        "official_opens": official.opens,
        "official_closes": official.closes,
        "decided_by": opening.by if opening else None,
        "decided_at": opening.at if opening else None,
    }


def ruling(decided: Ruling) -> dict[str, Any]:
    """A ruling with all that was ruled, and who did it."""
    instants = {"at": decided.at or None, "confirmed_at": decided.confirmed_at or None}
    told = asdict(decided) | instants
    del told["earlier"]
    return told
