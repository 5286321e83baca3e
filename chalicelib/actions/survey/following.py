"""Following a survey: how many people were listed, invited and have answered; never who or what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product

from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import counting
from chalicelib.documents import progress_books
from chalicelib.domain.lists.respondents import SentList
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.survey import progress
from chalicelib.domain.survey.boxes import Key
from chalicelib.domain.survey.progress import RoundProgress, UnitProgress
from chalicelib.domain.survey.snapshots import Snapshot
from chalicelib.store import answers, respondents


def participation(round_id: str, index_id: str, now: datetime) -> dict[Key, tuple[int, int]]:
    """How many were invited and have answered, by (rated unit, group) of an index; pairs without
    any are left out.
    """
    index = current.get(round_id, now).index(index_id)
    invited = _invited(counting.heads(round_id, index, now))
    sealed = answers.find_sealed(round_id, index_id)
    units = sorted(
        unit.id for unit in current.units(round_id, now).values() if unit.index == index_id
    )
    counts = {}
    for key in product(units, [group.id for group in index.groups]):
        answered = (
            sealed.counts.get(key, 0)
            if sealed
            else answers.count(answers.box(round_id, index_id, *key))
        )
        if answered or invited[key]:
            counts[key] = invited[key], answered
    return counts


def begun(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether anybody was ever invited to rate units of this index."""
    index = current.get(round_id, now).index(index_id)
    return any(head.invited for head in counting.heads(round_id, index, now))


def whole(round_id: str, now: datetime) -> RoundProgress:
    """The progress of the whole round at the last count."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    snapshots = counting.latest(round_id, (index.id for index in round_.indexes))
    indexes = tuple(
        progress.of_index(
            index,
            units.values(),
            round_.authority,
            snapshots.get(index.id),
            answers.find_sealed(round_id, index.id) is not None,
        )
        for index in round_.indexes
    )
    return RoundProgress(round_, _clock(round_id, snapshots.values(), now), indexes)


def of_unit(lister: Lister, unit: Unit, now: datetime) -> UnitProgress:
    """The progress that a unit sees, at the last hourly count; sizes of its lists are current."""
    round_, groups = lister.round, lister.groups
    indexes = dict.fromkeys([unit.index, *(index.id for index, _ in groups)])
    snapshots = counting.hourly(round_.id, indexes)
    drafts, _sent = respondents.list_drafts(round_.id, lister.id)
    listed = {key: len(listing.rows) for key, listing in drafts.items()}
    clock = _clock(round_.id, snapshots.values(), now)
    return progress.of_unit(round_, unit, groups, listed, snapshots, clock)


def unit_book(shown: UnitProgress) -> bytes:
    """The progress of a unit as a workbook (XLSX)."""
    return progress_books.of_unit(shown)


def round_book(shown: RoundProgress) -> bytes:
    """The progress of a round as a workbook (XLSX)."""
    return progress_books.of_round(shown)


def _clock(round_id: str, snapshots: Iterable[Snapshot], now: datetime) -> progress.Clock:
    timetable = current.timetable(round_id, now)
    return progress.clock(
        snapshots, timetable.window("survey"), timetable.state("survey", now), now
    )


def _invited(heads: Sequence[SentList]) -> Counter[Key]:
    """People invited by (rated unit, group)."""
    counts: Counter[Key] = Counter()
    for head in heads:
        for group, units in head.invited.items():
            counts.update({(unit, group): people for unit, people in units.items()})
    return counts
