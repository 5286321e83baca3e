"""Which backups of answers are made, and which go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.domain.survey.backups import DAILY, Backup, is_due, unwanted

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
CLOSES = NOW + timedelta(days=3)


def backup(before: timedelta, *, is_complete: bool = True) -> Backup:
    made = NOW - before
    return Backup(f"made {made}", made, is_complete)


def test_one_is_due_at_once_and_then_a_day_after_the_last() -> None:
    assert is_due([], CLOSES, NOW)
    assert is_due([backup(DAILY)], CLOSES, NOW)
    assert not is_due([backup(DAILY), backup(DAILY - timedelta(seconds=1))], CLOSES, NOW)


def test_one_more_is_due_once_the_survey_has_closed_if_it_was_ever_open() -> None:
    before, after = backup(timedelta(hours=2)), backup(timedelta(minutes=5))
    closed = NOW - timedelta(hours=1)
    assert is_due([before], closed, NOW)
    assert not is_due([before, after], closed, NOW)
    assert not is_due([], closed, NOW)


def test_where_another_index_is_sealed_the_answers_that_are_left_are_backed_up_anew() -> None:
    closed = NOW - timedelta(hours=1)
    assert is_due([], closed, NOW, is_part_sealed=True)
    assert not is_due([backup(timedelta(minutes=5))], closed, NOW, is_part_sealed=True)


def test_one_that_is_complete_is_enough_and_none_goes_before_there_is_one() -> None:
    old, fresh = backup(DAILY), backup(timedelta(0))
    unfinished = backup(timedelta(0), is_complete=False)
    assert unwanted([old, fresh], None) == [old]
    assert unwanted([old, unfinished], None) == []


def test_what_was_made_before_the_sealed_answers_were_gone_goes_though_it_is_the_last() -> None:
    before, after = backup(timedelta(hours=1)), backup(timedelta(minutes=1))
    assert unwanted([before], NOW) == [before]
    assert unwanted([before, after], NOW - timedelta(hours=1)) == [before]
    assert unwanted([before], NOW - timedelta(hours=2)) == []
