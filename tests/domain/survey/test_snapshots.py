from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.letters.invitations import (
    ANSWERED,
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    QUEUED,
    SENT,
    UNDELIVERED,
    UNHEARD,
    VOID,
)
from chalicelib.domain.rounds.round import Window
from chalicelib.domain.survey.snapshots import SMALL, Counts, Snapshot, counts_of, is_due, total

NOW = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OPEN, CLOSED = Window(NOW - HOUR, NOW + 9 * HOUR), Window(NOW - 9 * HOUR, NOW - HOUR)


@st.composite
def cells(draw: st.DrawFn, most: int = 3 * SMALL) -> Counts:
    invited = draw(st.integers(0, most))
    return Counts(
        listed=invited, invited=invited, sent=invited, answered=draw(st.integers(0, invited))
    )


@given(cells())
def test_answers_are_told_from_five_people_on(cell: Counts) -> None:
    assert (cell.masked.shown is None, cell.masked.rate is None) == (cell.invited < SMALL,) * 2


@given(st.lists(cells()))
def test_what_a_total_adds_to_the_cells_that_are_shown_is_never_of_fewer_than_five_people(
    found: list[Counts],
) -> None:
    whole = total(found)
    shown = [cell for cell in found if cell.invited >= SMALL]
    hidden = [cell for cell in found if cell.invited < SMALL]
    rest = (whole.shown or 0) - sum(cell.answered for cell in shown)
    people = sum(cell.invited for cell in hidden)
    assert rest == (sum(cell.answered for cell in hidden) if people >= SMALL else 0)
    assert whole.asked == sum(cell.invited for cell in shown) + (people if people >= SMALL else 0)
    assert whole.invited == sum(cell.invited for cell in found)


def test_a_rate_is_rounded_once_half_up() -> None:
    assert Counts(invited=8, answered=1).masked.rate == "12.50"
    assert Counts(invited=600, answered=1).masked.rate == "0.17"


def test_each_state_counts_for_what_it_says_and_an_answer_says_nothing_of_delivery() -> None:
    assert counts_of(QUEUED, UNHEARD, 3) == Counts(invited=3)
    assert counts_of(SENT, DELIVERED, 3) == Counts(invited=3, sent=3, delivered=3)
    assert counts_of(SENT, BOUNCED, 3) == Counts(invited=3, sent=3, bounced=3)
    assert counts_of(SENT, UNDELIVERED, 3) == Counts(invited=3, sent=3, bounced=3)
    assert counts_of(ANSWERED, UNHEARD, 3) == Counts(invited=3, sent=3, answered=3)
    assert counts_of(ANSWERED, COMPLAINED, 3) == Counts(
        invited=3, sent=3, delivered=3, complained=3, answered=3
    )
    assert counts_of(VOID, DELIVERED, 3) == Counts()


def test_a_snapshot_adds_up_by_who_lists_and_by_who_is_rated() -> None:
    one, two = Counts(invited=3), Counts(invited=4)
    snapshot = Snapshot(
        "so", NOW, {("x", "g", "a"): one, ("y", "g", "a"): two, ("x", "g", "b"): two}
    )
    assert snapshot.by_lister() == {("x", "g"): one + two, ("y", "g"): two}
    assert snapshot.by_rated() == {("a", "g"): one + two, ("b", "g"): two}


def test_while_a_window_is_open_counting_is_due_once_in_each_hour() -> None:
    assert is_due(None, [OPEN], NOW)
    assert not is_due(NOW, [OPEN], NOW + 39 * MINUTE)
    assert is_due(NOW, [OPEN], NOW + 40 * MINUTE)
    assert is_due(NOW - 10 * HOUR, [CLOSED, OPEN], NOW)


def test_after_the_last_window_has_closed_counting_is_due_once_more() -> None:
    assert CLOSED.closes
    assert is_due(CLOSED.closes - MINUTE, [Window(), CLOSED], NOW)
    assert not is_due(CLOSED.closes, [Window(), CLOSED], NOW)
    assert is_due(None, [CLOSED], NOW)
    assert not is_due(None, [Window(), Window(NOW + HOUR, NOW + 2 * HOUR)], NOW)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=60))
def test_however_the_tick_comes_nobody_sees_two_counts_in_one_hour(minutes: list[int]) -> None:
    taken = None
    hours = []
    for minute in sorted(minutes):
        if is_due(taken, [OPEN], NOW + minute * MINUTE) and OPEN.is_open(NOW + minute * MINUTE):
            taken = NOW + minute * MINUTE
            hours.append((taken.day, taken.hour))
    assert len(hours) == len(set(hours))
