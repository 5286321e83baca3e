"""Before a round is live only test addresses get letters; a sweep is due once a day, in the
daytime, or at once when it was asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from chalicelib.domain.letters.mailings import FROM_HOUR, Sweep, Trial, problems

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)


def test_before_a_round_is_live_letters_go_to_test_addresses_alone() -> None:
    trial = Trial(False, ("thu@example.test",))
    assert trial.lets("thu@example.test")
    assert not trial.lets("nguoi-0001@example.test")
    assert Trial(True).lets("nguoi-0001@example.test")


def test_every_test_address_that_is_none_is_named_by_its_place() -> None:
    found = problems(["thu@example.test", "khongphaithu", " THU2@EXAMPLE.TEST ", "a@"])
    assert [(each.at, each.vi) for each in found] == [
        ("addresses[1]", "Địa chỉ thứ 2: “khongphaithu” không phải địa chỉ thư điện tử"),
        ("addresses[3]", "Địa chỉ thứ 4: “a@” không phải địa chỉ thư điện tử"),
    ]


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
