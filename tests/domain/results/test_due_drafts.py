"""A draft is due once for each closing and sealing and once a night, however late one looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.results.due_drafts import RESTS_AFTER, due
from chalicelib.domain.rounds.round import Window
from chalicelib.domain.rounds.windows import Timetable

LOADED = datetime(2026, 11, 1, tzinfo=UTC)
OPENS, CLOSES = datetime(2026, 11, 20, 5, tzinfo=UTC), datetime(2026, 11, 25, 5, tzinfo=UTC)
TABLE = Timetable(
    "Asia/Ho_Chi_Minh",
    {"appraisal_first": Window(OPENS, CLOSES), "appraisal_final": Window(None, None)},
)
CLOSED = {"draft appraisal_first": "2026-11-25T05:00:00.000Z"}


def night(day: int) -> dict[str, str]:
    return {"draft night": f"2026-11-{day}"}


def test_a_pass_that_has_closed_calls_for_a_draft_until_that_is_noted() -> None:
    assert due(TABLE, LOADED, night(25), CLOSES - timedelta(seconds=1)) == {}
    assert due(TABLE, LOADED, night(25), CLOSES) == CLOSED
    assert due(TABLE, LOADED, {**CLOSED, **night(25)}, CLOSES) == {}


def test_a_pass_that_was_opened_again_calls_for_another() -> None:
    later = CLOSES + timedelta(hours=3)
    again = replace(TABLE, official={**TABLE.official, "appraisal_first": Window(OPENS, later)})
    assert due(again, LOADED, {**CLOSED, **night(25)}, later) == {
        "draft appraisal_first": "2026-11-25T08:00:00.000Z"
    }


def test_a_sealed_survey_calls_for_one() -> None:
    sealed = replace(TABLE, sealed={"departments": CLOSES})
    noted = {**CLOSED, **night(25)}
    assert due(sealed, LOADED, noted, CLOSES) == {
        "draft sealed departments": "2026-11-25T05:00:00.000Z"
    }


def test_each_night_calls_for_one_from_two_o_clock_of_the_round_s_own_time() -> None:
    two = datetime(2026, 11, 20, 19, tzinfo=UTC)  # 2 a.m. of the 21st in Viet Nam
    assert due(TABLE, LOADED, {}, two - timedelta(seconds=1)) == {}
    assert due(TABLE, LOADED, {}, two) == night(21)
    assert due(TABLE, LOADED, night(21), two + timedelta(hours=20)) == {}
    assert due(TABLE, LOADED, night(21), two + timedelta(days=3)) == night(24)


def test_no_night_calls_before_an_appraisal_has_begun_or_long_after_all_have_closed() -> None:
    never = Timetable("Asia/Ho_Chi_Minh", {"appraisal_first": Window(None, None)})
    assert due(never, LOADED, {}, CLOSES) == {}
    over = replace(TABLE, official={"appraisal_first": Window(OPENS, CLOSES)})
    assert due(over, LOADED, CLOSED, CLOSES + RESTS_AFTER - timedelta(days=1)) != {}
    assert due(over, LOADED, CLOSED, CLOSES + RESTS_AFTER + timedelta(days=2)) == {}


def test_a_round_loaded_after_its_dates_waits_for_operations_staff() -> None:
    over = replace(TABLE, official={"appraisal_first": Window(OPENS, CLOSES)})
    assert due(over, CLOSES + timedelta(days=1), {}, CLOSES + timedelta(days=5)) == {}


def test_a_round_without_appraisal_is_never_due() -> None:
    assert due(Timetable("Asia/Ho_Chi_Minh", {}), LOADED, {}, CLOSES) == {}


@given(st.lists(st.integers(0, 60 * 24 * 8), min_size=1, max_size=30))
def test_looking_at_any_times_finds_each_closing_once_and_no_night_twice(
    minutes: list[int],
) -> None:
    noted: dict[str, str] = {}
    calls: list[tuple[str, str]] = []
    for minute in sorted(minutes):
        found = due(TABLE, LOADED, noted, OPENS + timedelta(minutes=minute))
        calls += found.items()
        noted |= found
    assert len(calls) == len(set(calls))
    assert (("draft appraisal_first", CLOSED["draft appraisal_first"]) in calls) == (
        OPENS + timedelta(minutes=max(minutes)) >= CLOSES
    )
