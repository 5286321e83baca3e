"""Progress of a survey, as units and operations staff see it, from snapshots. All counts are
masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import AUTHORITY, Group
from chalicelib.domain.rounds.round import Round, Window
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.survey.snapshots import Counts, Snapshot, total
from chalicelib.domain.texts import Text

Listed = Mapping[tuple[str, str], int]
"""How many people are on a unit's current lists, by (index, group)."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When the figures were counted (`at`, None: not yet), and the survey's window.

    `days_left` is the number of whole days until the open window closes; None if it is not open or
    has no end.
    """

    at: datetime | None
    state: str
    closes: datetime | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One group of an index; `own` if the unit that looks at it lists it."""

    index: Index
    group: Group
    counts: Counts
    own: bool = False


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One unit or the authority: its groups by id, and their total."""

    id: str
    name: Text
    groups: Mapping[str, Counts]
    total: Counts


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """A whole index: by group, by rated unit, and by lister."""

    index: Index
    groups: tuple[GroupProgress, ...]
    rated: tuple[ProgressRow, ...]
    listers: tuple[ProgressRow, ...]
    total: Counts
    sealed: bool


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """What a unit sees: the groups that it lists, and those of others who rate it."""

    round: Round
    unit: Unit
    clock: Clock
    lines: tuple[GroupProgress, ...]
    total: Counts


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """Every index of a round."""

    round: Round
    clock: Clock
    indexes: tuple[IndexProgress, ...]


def clock(snapshots: Iterable[Snapshot], window: Window, state: str, now: datetime) -> Clock:
    """The clock for these snapshots; `at` is that of the oldest."""
    at = min((snapshot.at for snapshot in snapshots), default=None)
    left = (
        (window.closes - now) // timedelta(days=1)
        if window.closes and window.is_open(now)
        else None
    )
    return Clock(at, state, window.closes, left)


def of_unit(
    round_: Round,
    unit: Unit,
    own: Sequence[tuple[Index, Group]],
    listed: Listed,
    snapshots: Mapping[str, Snapshot],
    when: Clock,
) -> UnitProgress:
    """What the unit sees; `own` are the groups that it lists, `listed` the people on its lists."""
    index = round_.index(unit.index)
    others = [(index, group) for group in index.groups if (index, group) not in own]
    counted = [
        *(_counts(snapshots, pair, "by_lister", unit.id) for pair in own),
        *(_counts(snapshots, pair, "by_rated", unit.id) for pair in others),
    ]
    lines = tuple(
        GroupProgress(
            asking,
            group,
            replace(counts.masked, listed=listed.get((asking.id, group.id), counts.listed)),
            (asking, group) in own,
        )
        for (asking, group), counts in zip([*own, *others], counted, strict=True)
    )
    listed_now = sum(line.counts.listed for line in lines)
    return UnitProgress(round_, unit, when, lines, replace(total(counted), listed=listed_now))


def of_index(
    index: Index, units: Iterable[Unit], authority: Text, snapshot: Snapshot | None, sealed: bool
) -> IndexProgress:
    """A whole index; units are in the order of `units`, after the authority."""
    names = {AUTHORITY: authority, **{unit.id: unit.name for unit in units}}
    rated = snapshot.by_rated() if snapshot else {}
    listers = snapshot.by_lister() if snapshot else {}
    lines = tuple(
        GroupProgress(
            index, group, total(counts for (_, name), counts in rated.items() if name == group.id)
        )
        for group in index.groups
    )
    return IndexProgress(
        index, lines, _rows(rated, names), _rows(listers, names), total(rated.values()), sealed
    )


def _counts(
    snapshots: Mapping[str, Snapshot], pair: tuple[Index, Group], by: str, unit: str
) -> Counts:
    index, group = pair
    snapshot = snapshots.get(index.id)
    if snapshot is None:
        return Counts()
    counted = snapshot.by_lister() if by == "by_lister" else snapshot.by_rated()
    return counted.get((unit, group.id), Counts())


def _rows(
    counted: Mapping[tuple[str, str], Counts], names: Mapping[str, Text]
) -> tuple[ProgressRow, ...]:
    by_unit: dict[str, dict[str, Counts]] = {}
    for (unit, group), counts in counted.items():
        by_unit.setdefault(unit, {})[group] = counts
    return tuple(
        ProgressRow(
            unit,
            name,
            {group: counts.masked for group, counts in by_unit[unit].items()},
            total(by_unit[unit].values()),
        )
        for unit, name in names.items()
        if unit in by_unit
    )
