"""A sweep is due once a day, in the daytime, or at once when it was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from chalicelib.domain.sweeps import FROM_HOUR, Sweep

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_sweep_under_way_goes_on_where_it_stood() -> None:
    under_way = Sweep(TODAY, "so-a/departments/leaders")
    assert under_way.next(at(TODAY, 23)) == under_way


def test_the_next_one_begins_the_next_day_and_not_at_night() -> None:
    done = Sweep(TODAY, "so-b/departments/leaders", done=True)
    assert done.next(at(TODAY, 23)) is None
    assert done.next(at(TOMORROW, FROM_HOUR - 1)) is None
    assert done.next(at(TOMORROW, FROM_HOUR)) == Sweep(TOMORROW)
    assert replace(done, done=False).next(at(TOMORROW, FROM_HOUR)) == Sweep(TOMORROW)


def test_one_that_was_asked_for_begins_at_once() -> None:
    assert Sweep(None).next(at(TODAY, 2)) == Sweep(TODAY)
