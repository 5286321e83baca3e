from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.instants import from_text, last_moment, to_local, to_text

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6_000_000_000_000).map(
    lambda passed: EARLIEST + timedelta(milliseconds=passed)
)


def test_an_instant_is_written_in_utc_with_milliseconds() -> None:
    hanoi = timezone(timedelta(hours=7))
    assert to_text(datetime(2025, 1, 21, 0, 0, 0, 9000, tzinfo=hanoi)) == "2025-01-20T17:00:00.009Z"


@given(INSTANTS)
def test_an_instant_comes_back_from_its_text(instant: datetime) -> None:
    assert from_text(to_text(instant)) == instant


@given(INSTANTS, INSTANTS)
def test_texts_sort_as_their_instants_do(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (one < other)


def test_a_text_without_an_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="offset"):
        from_text("2025-01-20T17:00:00")


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("0169-02-03T04:05:06.789+00:00", "0169-02-03T04:05:06.789Z"),
        ("0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999+00:00", "9999-12-31T23:59:59.999Z"),
    ],
)
def test_a_year_has_four_digits_so_that_texts_sort(instant: str, text: str) -> None:
    assert to_text(datetime.fromisoformat(instant)) == text


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_lies_outside_all_years_in_utc_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match="outside the years"):
        from_text(text)
    with pytest.raises(ValueError, match="outside the years"):
        to_text(datetime.fromisoformat(text))


def test_people_read_an_instant_in_the_time_zone_of_their_round() -> None:
    assert (
        to_local(datetime(2025, 1, 20, 17, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh")
        == "00:00 ngày 21/01/2025"
    )


def test_a_deadline_at_midnight_is_said_to_be_the_end_of_the_day_before() -> None:
    zone = "Asia/Ho_Chi_Minh"
    assert last_moment(datetime(2025, 1, 20, 17, 0, tzinfo=UTC), zone) == (
        "hết ngày 20/01/2025",
        "the end of 20/01/2025",
    )
    assert last_moment(datetime(2025, 1, 20, 10, 0, tzinfo=UTC), zone) == (
        "17:00 ngày 20/01/2025",
        "17:00 on 20/01/2025",
    )
