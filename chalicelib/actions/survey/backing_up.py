"""Backing up answers: once a day while a survey is open; what holds sealed answers is deleted.

It goes by what is recorded, at every tick: a backup that was being made, a tick that died or a
second round's survey change nothing about the end.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.actions.rounds import current
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.survey import backups
from chalicelib.store import answer_backups, closings, signals

# An index whose survey never began is never sealed; after a closing there is one backup to make.
OVER_AFTER = timedelta(days=2)
# So long the service may take to list a backup that was begun before the answers were gone.
LISTED_AFTER = timedelta(hours=1)


def keep(round_id: str, now: datetime) -> dict[str, int]:
    """Make and delete the backups that a round's survey asks for; returns how many, by what was
    done.
    """
    noted = closings.get(round_id)
    open_, emptied = _indexes(round_id, noted, now)
    if not open_ and not emptied:
        return {}
    fresh = {f"emptied {each}": to_text(now) for each in emptied if f"emptied {each}" not in noted}
    since = [from_text({**noted, **fresh}[f"emptied {each}"]) for each in emptied]
    made = answer_backups.list_made()
    unwanted = backups.unwanted(made, max(since, default=None))
    gone = [each for each in unwanted if answer_backups.delete(each)]
    stay = [each for each in made if each not in unwanted]
    closes = current.timetable(round_id, now).locks_at("survey")
    is_part_sealed = bool(since) and now > max(since)
    due = bool(open_) and backups.is_due(stay, closes, now, is_part_sealed=is_part_sealed)
    if due:
        answer_backups.make(now)
    if not unwanted and since and now - max(since) >= LISTED_AFTER:
        fresh |= {f"no backup {each}": to_text(now) for each in emptied}
    if fresh:
        closings.put(round_id, {**noted, **fresh})
    return {what: n for what, n in (("made", int(due)), ("deleted", len(gone))) if n}


def _indexes(round_id: str, noted: dict[str, str], now: datetime) -> tuple[list[str], list[str]]:
    """The indexes of a survey that has opened, with answers still there, and with answers sealed
    and gone of which there may be backups.
    """
    timetable = current.timetable(round_id, now)
    if timetable.state("survey", now) not in ("open", "closed"):
        return [], []
    left = [
        index.id
        for index in current.get(round_id, now).indexes
        if f"no backup {index.id}" not in noted
    ]
    emptied = [each for each in left if signals.are_dropped(round_id, each)]
    is_over = now >= min(timetable.locks_at("survey"), now) + OVER_AFTER
    return [each for each in left if each not in emptied and not is_over], emptied
