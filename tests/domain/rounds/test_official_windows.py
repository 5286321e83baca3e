"""The dates of a round's document become instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.domain.rounds.official_windows import Window
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import plain_document


def test_a_window_lasts_from_the_start_of_its_first_day_to_the_end_of_its_last() -> None:
    content = plain_document()
    content["windows"]["survey"] = {"opens": "2024-12-01", "closes": "2024-12-20"}
    window = parse_round(content).windows["survey"]
    assert window == Window(
        datetime(2024, 11, 30, 17, tzinfo=UTC), datetime(2024, 12, 20, 17, tzinfo=UTC)
    )
    assert window.opens and window.closes
    instant = timedelta(microseconds=1)
    assert [
        window.is_open(at)
        for at in (window.opens - instant, window.opens, window.closes - instant, window.closes)
    ] == [False, True, True, False]


def test_a_window_without_dates_waits_for_ops_or_stays_open() -> None:
    now = datetime(2024, 12, 1, tzinfo=UTC)
    assert not Window().is_open(now)
    assert not Window(None, now + timedelta(1)).is_open(now)
    assert Window(now, None).is_open(now)
    content = plain_document(windows={"survey": {}})
    assert parse_round(content).windows["appraisal_first"] == Window()
