"""Releases (“trả kết quả”): one act shows the result of a pass to the units of some indexes.

A release shows what the pass held at its instant. What is changed afterwards is shown by a further
release, which is an act of its own; none is taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import NOTICE, TITLES, Timetable

PASSES: Mapping[int, str] = {1: "appraisal_first", 2: "appraisal_final"}


@dataclass(frozen=True, slots=True)
class Release:
    """The `number`-th release of a round: of a pass (1 or 2), to the units of these indexes.

    `waiting` is how many criteria had no value, `skipped` which leaves did not apply, by unit.
    """

    number: int
    round_pass: int
    indexes: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    waiting: int = 0
    skipped: Mapping[str, Collection[str]] = field(default_factory=dict)


def latest(releases: Iterable[Release], round_pass: int, index: str) -> Release | None:
    """The last release of a pass to the units of an index; None if there is none."""
    found = [one for one in releases if one.round_pass == round_pass and index in one.indexes]
    return max(found, key=lambda one: one.number, default=None)


def is_shown_by_supplement(table: Timetable, now: datetime) -> bool:
    """Whether a unit with this timetable sees the first result without a release: who is to
    supplement must know it, so it shows from when the pass has closed and the supplement has
    opened.
    """
    closed = table.state("appraisal_first", now) == "closed"
    return closed and table.state("supplement", now) != "not_yet"


def is_over(table: Timetable, round_pass: int, now: datetime) -> bool:
    """Whether no value of the pass can change any more: a save that was under way when it closed
    has ended too.
    """
    window = table.window(PASSES[round_pass])
    return window.closes is not None and window.closes + NOTICE <= now


def still_open(
    timetable: Timetable, round_pass: int, units: Iterable[Unit], now: datetime
) -> list[Problem]:
    """A problem (`pass_open`) for each of these units whose pass is not over."""
    vi, en = TITLES[PASSES[round_pass]]
    return [
        Problem(
            unit.id,
            f"{unit.name.vi}: {vi} chưa đóng",
            f"{unit.name.en or unit.name.vi}: {en} has not closed",
            "pass_open",
        )
        for unit in units
        if not is_over(timetable.of(unit.id), round_pass, now)
    ]
