"""Following a survey: how many were listed, invited and have answered. Never who, never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

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
from chalicelib.store import answers
from chalicelib.store import respondents as lists


def participation(round_id: str, index_id: str, now: datetime) -> dict[Key, tuple[int, int]]:
    """Invited and answered by (rated unit, group) of an index, for every pair where anybody was
    invited or answered.
    """
    index = current.get(round_id, now).index(index_id)
    invited = _invited(counting.heads(round_id, index, now))
    sealed = answers.find_sealed(round_id, index_id)
    found = {}
    for unit in sorted(
        unit.id for unit in current.units(round_id, now).values() if unit.index == index_id
    ):
        for group in index.groups:
            key = unit, group.id
            answered = (
                sealed.counts.get(key, 0)
                if sealed
                else answers.count(answers.box(round_id, index_id, *key))
            )
            if answered or invited[key]:
                found[key] = invited[key], answered
    return found


def begun(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether anybody was ever invited to rate units of this index."""
    return any(
        head.invited
        for head in counting.heads(round_id, current.get(round_id, now).index(index_id), now)
    )


def whole(round_id: str, now: datetime) -> RoundProgress:
    """Everything, as it was counted last."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    found = counting.latest(round_id, (index.id for index in round_.indexes))
    indexes = tuple(
        progress.of_index(
            index,
            units.values(),
            round_.authority,
            found.get(index.id),
            answers.find_sealed(round_id, index.id) is not None,
        )
        for index in round_.indexes
    )
    return RoundProgress(round_, _clock(round_id, found.values(), now), indexes)


def of_unit(lister: Lister, unit: Unit, now: datetime) -> UnitProgress:
    """What a unit follows, as it was counted in this hour; how many it lists itself, as of now."""
    round_, own = lister.round, lister.groups
    found = counting.hourly(round_.id, dict.fromkeys([unit.index, *(index.id for index, _ in own)]))
    drafts, _sent = lists.list_drafts(round_.id, lister.id)
    listed = {key: len(listing.rows) for key, listing in drafts.items()}
    return progress.of_unit(
        round_, unit, own, listed, found, _clock(round_.id, found.values(), now)
    )


def unit_book(found: UnitProgress) -> bytes:
    """What a unit follows, as a workbook."""
    return progress_books.of_unit(found)


def round_book(found: RoundProgress) -> bytes:
    """Everything, as a workbook."""
    return progress_books.of_round(found)


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
