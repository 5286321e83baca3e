"""Personal data are kept for whole months from the first final publication."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.lists import retention
from chalicelib.domain.lists.respondents import Respondent

INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_nothing_ends_before_a_publication() -> None:
    assert retention.ends_at([], 6) is None


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        ("2025-04-06T02:00:00Z", "2025-10-06T02:00:00Z"),
        ("2025-08-31T00:00:00Z", "2026-02-28T00:00:00Z"),
        ("2025-12-31T23:59:00Z", "2026-06-30T23:59:00Z"),
    ],
)
def test_six_months_are_calendar_months(published: str, ends: str) -> None:
    assert retention.ends_at([datetime.fromisoformat(published)], 6) == datetime.fromisoformat(ends)


@given(st.lists(INSTANTS, min_size=1), st.integers(0, 120))
def test_the_first_publication_counts_and_a_correction_lengthens_nothing(
    published: list[datetime], months: int
) -> None:
    end = retention.ends_at(published, months)
    assert end is not None
    assert end == retention.ends_at([min(published)], months)
    assert timedelta(days=28 * months) <= end - min(published) <= timedelta(days=31 * months)


def test_what_is_left_of_a_person_is_whom_somebody_rated() -> None:
    person = Respondent(
        "Tên", "ten@example.test", "Vụ trưởng", "Vụ A", "so-a", "Chủ tịch", "đi vắng"
    )
    assert retention.erased(person) == Respondent("", "", rates="so-a")
    assert [retention.is_erased(row) for row in (person, retention.erased(person))] == [False, True]
