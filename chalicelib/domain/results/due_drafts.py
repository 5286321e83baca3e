"""When a draft is due by itself: a pass has closed, a survey was sealed, or a night has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from chalicelib.domain.instants import FOREVER, local_time, to_text
from chalicelib.domain.rounds.windows import Timetable

PASSES = ("appraisal_first", "appraisal_final")
NIGHT = time(2)  # on the round's own clocks
# A round whose last pass closed so long ago is not looked at by night any more.
RESTS_AFTER = timedelta(days=365)


def due(
    timetable: Timetable, loaded: datetime, noted: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """What calls for a draft and is not noted yet, as the notes to be kept once it is asked for.

    Notes are `draft <pass>` with the instant it closed, `draft sealed <index>` with the instant of
    the mark, `draft night` with the local date. A pass that had closed before the round was loaded
    calls for nothing: such a round waits for operations staff. However late this is asked, each
    closing and sealing is due once, and of all nights that were missed the latest alone.
    """
    passed = [name for name in PASSES if name in timetable.official]
    closed = {
        f"draft {name}": to_text(timetable.locks_at(name))
        for name in passed
        if loaded < timetable.locks_at(name) <= now
    }
    sealed = {f"draft sealed {index}": to_text(at) for index, at in timetable.sealed.items()}
    calls = {**closed, **sealed, **_night(timetable, loaded, now)}
    return {note: of for note, of in calls.items() if noted.get(note) != of}


def _night(timetable: Timetable, loaded: datetime, now: datetime) -> dict[str, str]:
    """The latest night, if an appraisal had begun by then and was not over long before."""
    local = local_time(now, timetable.timezone)
    begun = datetime.combine(local.date(), NIGHT, local.tzinfo)
    if begun > local:
        begun -= timedelta(days=1)
    passes = [timetable.window(name) for name in PASSES if name in timetable.official]
    opens = [window.opens for window in passes if window.opens]
    if not opens or min(opens) > begun:
        return {}
    over = max(window.closes or FOREVER for window in passes)
    if over <= loaded or over < begun - RESTS_AFTER:
        return {}
    return {"draft night": begun.date().isoformat()}
