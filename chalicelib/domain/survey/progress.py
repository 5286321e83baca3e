"""What units and operations staff follow of a survey, put together from snapshots. All counts here
are masked.
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
"""How many people are on a unit's own lists as they are now, by (index, group)."""


@dataclass(frozen=True, slots=True)
class Clock:
    """`at`: when it was counted (None: not yet); `state` and `closes` are those of the survey's
    window.

    `days_left` counts whole days until an open window closes; None if it is not open or open-ended.
    """

    at: datetime | None
    state: str
    closes: datetime | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One group of an index; `own` if its follower lists it."""

    index: Index
    group: Group
    counts: Counts
    own: bool = False


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One body, its groups by id, and what they add up to."""

    id: str
    name: Text
    groups: Mapping[str, Counts]
    total: Counts


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """An index whole: by group, by rated unit, and by the body that lists."""

    index: Index
    groups: tuple[GroupProgress, ...]
    rated: tuple[ProgressRow, ...]
    listers: tuple[ProgressRow, ...]
    total: Counts
    sealed: bool


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """What a unit follows: the groups that it lists, and those that others list about it."""

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
    """When the oldest of these was counted, and how long the survey is open."""
    at = min((each.at for each in snapshots), default=None)
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
    """What the unit follows; `own` are the groups that it lists."""
    index = round_.index(unit.index)
    others = [(index, group) for group in index.groups if (index, group) not in own]
    counted = [
        *(_counts(snapshots, its, "by_lister", unit.id, group) for its, group in own),
        *(_counts(snapshots, its, "by_rated", unit.id, group) for its, group in others),
    ]
    lines = tuple(
        GroupProgress(
            its,
            group,
            replace(counts.masked, listed=listed.get((its.id, group.id), counts.listed)),
            (its, group) in own,
        )
        for (its, group), counts in zip([*own, *others], counted, strict=True)
    )
    listed_now = sum(line.counts.listed for line in lines)
    return UnitProgress(round_, unit, when, lines, replace(total(counted), listed=listed_now))


def of_index(
    index: Index, units: Iterable[Unit], authority: Text, snapshot: Snapshot | None, sealed: bool
) -> IndexProgress:
    """An index whole; bodies stand in the round's order, those that list after the authority."""
    names = {AUTHORITY: authority, **{unit.id: unit.name for unit in units}}
    rated = snapshot.by_rated() if snapshot else {}
    listers = snapshot.by_lister() if snapshot else {}
    lines = tuple(
        GroupProgress(
            index, group, total(counts for (_, its), counts in rated.items() if its == group.id)
        )
        for group in index.groups
    )
    return IndexProgress(
        index, lines, _rows(rated, names), _rows(listers, names), total(rated.values()), sealed
    )


def _counts(
    snapshots: Mapping[str, Snapshot], index: Index, by: str, unit: str, group: Group
) -> Counts:
    snapshot = snapshots.get(index.id)
    if snapshot is None:
        return Counts()
    found = snapshot.by_lister() if by == "by_lister" else snapshot.by_rated()
    return found.get((unit, group.id), Counts())


def _rows(
    counted: Mapping[tuple[str, str], Counts], names: Mapping[str, Text]
) -> tuple[ProgressRow, ...]:
    by_body: dict[str, dict[str, Counts]] = {}
    for (body, group), counts in counted.items():
        by_body.setdefault(body, {})[group] = counts
    return tuple(
        ProgressRow(
            body,
            name,
            {group: counts.masked for group, counts in by_body[body].items()},
            total(by_body[body].values()),
        )
        for body, name in names.items()
        if body in by_body
    )
