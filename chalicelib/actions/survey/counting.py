"""Counting: snapshots of a survey's progress, so that nobody reads the invitations themselves."""

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
from chalicelib.store import respondents as respondents_store
from chalicelib.store import snapshots as store
from chalicelib.store.snapshots import State

# Lists are sent while the first is open, letters and answers while the second is.
WINDOWS = ("respondent_lists", "survey")
# Operations staff can ask for a new count; within this time they see the last one.
REFRESH_EVERY = timedelta(seconds=10)


def count_hourly(round_id: str, now: datetime) -> bool:
    """Count for units if a count is due (`snapshots.is_due`); returns whether it was.

    Once ballots are sealed, only the count after the end of the survey is still made: nothing
    changes after it, and the counts stay when the invitations are erased.
    """
    timetable, indexes = current.timetable(round_id, now), current.get(round_id, now).indexes
    kept = store.list_snapshots(round_id, (index.id for index in indexes), [store.HOURLY])
    taken = None
    if len(kept) == len(indexes):
        taken = min((snapshot.at for snapshot in kept.values()), default=None)
    watched = WINDOWS[1:] if timetable.sealed else WINDOWS
    due = snapshots.is_due(taken, map(timetable.window, watched), now)
    if due:
        _count(round_id, store.HOURLY, now)
    return due


def refresh(round_id: str, now: datetime) -> None:
    """Count for operations staff, unless there was a count within REFRESH_EVERY or ballots are
    sealed. Units do not see this count.
    """
    sealed = current.timetable(round_id, now).sealed
    if not sealed and store.claim(round_id, now, now - REFRESH_EVERY):
        _count(round_id, store.LATEST, now)


def hourly(round_id: str, indexes: Iterable[str]) -> dict[str, Snapshot]:
    """The snapshots that units see, by index."""
    return store.list_snapshots(round_id, indexes, [store.HOURLY])


def latest(round_id: str, indexes: Iterable[str]) -> dict[str, Snapshot]:
    """The snapshots that operations staff see, by index."""
    return store.list_snapshots(round_id, indexes, [store.HOURLY, store.LATEST])


def heads(round_id: str, index: Index, now: datetime) -> list[SentList]:
    """The sent lists of an index, of units and of the authority."""
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    keys = dict.fromkeys((lister, index.id) for lister, listed, _ in listers if listed == index)
    return respondents_store.list_sent(round_id, keys)


def _count(round_id: str, item: str, now: datetime) -> None:
    invited, noted = store.count(round_id), closings.get(round_id)
    for index in current.get(round_id, now).indexes:
        if erasing.is_erased(noted, index.id):  # nobody is left to count; the last count stays
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
