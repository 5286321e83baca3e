"""Domain values of several rooms as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.rounds.windows import Timetable
    from chalicelib.domain.texts import Text


def text(value: Text) -> dict[str, str]:
    """The text in both languages: {"vi", "en"}."""
    return {"vi": value.vi, "en": value.en}


def window(timetable: Timetable, name: str, now: datetime) -> dict[str, Any]:
    """A window: its instants, its state, and the reason if it was opened or extended beyond the
    official dates. The reason of a closing is for operations staff only (`ops_window`).
    """
    times, opening = timetable.window(name), timetable.openings.get(name)
    return {
        "window": name,
        "opens": times.opens,
        "closes": times.closes,
        "state": timetable.state(name, now),
        "reason": opening.reason if opening and not opening.is_closing else None,
        "unit_only": name in timetable.own,
    }


def ops_window(timetable: Timetable, name: str, now: datetime) -> dict[str, Any]:
    """A window as `window` gives it, also with the reason of a closing."""
    opening = timetable.openings.get(name)
    return {**window(timetable, name, now), "reason": opening.reason if opening else None}


def windows(timetable: Timetable, now: datetime) -> dict[str, Any]:
    """All windows of a round by name."""
    return {name: window(timetable, name, now) for name in timetable.official}
