"""Counting a survey: the snapshots that everybody who follows it reads, instead of the invitations
themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from chalicelib.actions.letters import erasing
from chalicelib.actions.rounds import current
from chalicelib.domain.lists import respondents
from chalicelib.domain.lists.respondents import SentList
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.survey import snapshots
from chalicelib.domain.survey.snapshots import Cell, Counts, Snapshot
from chalicelib.store import closings
from chalicelib.store import respondents as lists
from chalicelib.store import snapshots as store
from chalicelib.store.snapshots import State

# Lists come in while the first is open, letters and answers while the second is.
WINDOWS = ("respondent_lists", "survey")
# Operations staff may look again at once; who looks more often than this sees the count before.
REFRESH_EVERY = timedelta(seconds=10)


def count_hourly(round_id: str, now: datetime) -> bool:
    """Count, if it is time to: what units see changes once in an hour. Returns whether it was.

    After the sealing only the count that follows the closing may still be missing: nothing else
    changes any more, and one day the invitations are erased while the counts stay.
    """
    timetable, indexes = current.timetable(round_id, now), current.get(round_id, now).indexes
    found = store.list_snapshots(round_id, (index.id for index in indexes), [store.HOURLY])
    taken = (
        min((each.at for each in found.values()), default=None)
        if len(found) == len(indexes)
        else None
    )
    watched = WINDOWS[1:] if timetable.sealed else WINDOWS
    due = snapshots.is_due(taken, map(timetable.window, watched), now)
    if due:
        _count(round_id, store.HOURLY, now)
    return due


def refresh(round_id: str, now: datetime) -> None:
    """Count for operations staff, unless that was done within the last ten seconds or the ballots
    are sealed.

    Units do not see this count: what changes between two looks they see by the hour only.
    """
    sealed = current.timetable(round_id, now).sealed
    if not sealed and store.claim(round_id, now, now - REFRESH_EVERY):
        _count(round_id, store.LATEST, now)


def hourly(round_id: str, indexes: Iterable[str]) -> dict[str, Snapshot]:
    """What units see, by index."""
    return store.list_snapshots(round_id, indexes, [store.HOURLY])


def latest(round_id: str, indexes: Iterable[str]) -> dict[str, Snapshot]:
    """What operations staff see, by index."""
    return store.list_snapshots(round_id, indexes, [store.HOURLY, store.LATEST])


def heads(round_id: str, index: Index, now: datetime) -> list[SentList]:
    """What was sent for an index, by every body that lists anything for it."""
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    return lists.list_sent(
        round_id, dict.fromkeys((lister, index.id) for lister, its, _ in listers if its == index)
    )


def _count(round_id: str, item: str, now: datetime) -> None:
    invited, noted = store.count(round_id), closings.get(round_id)
    for index in current.get(round_id, now).indexes:
        if erasing.is_erased(
            noted, index.id
        ):  # the count before stands: nobody can be counted any more
            continue
        store.put(round_id, _snapshot(index.id, heads(round_id, index, now), invited, now), item)


def _snapshot(
    index: str, sent: Iterable[SentList], invited: Mapping[State, int], now: datetime
) -> Snapshot:
    cells: dict[Cell, Counts] = {}
    for head in sent:
        for group, units in head.listed.items():
            for unit, people in units.items():
                cells[head.lister, group, unit] = Counts(listed=people)
    for (of, cell, status, delivery), people in invited.items():
        if of == index:
            cells[cell] = cells.get(cell, Counts()) + snapshots.counts_of(status, delivery, people)
    return Snapshot(index, now, cells)
