"""The quota holds at every instant, also while others use the account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.letters.quotas import HELD, READING, SPARE, Limits, Quota
from tests.small_round import NOW

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# How long after reserving a call is made at the latest.
CALL = timedelta(minutes=1)


class Account:
    """The mail service's account on a clock of its own: counts what was sent, by whom ever."""

    def __init__(self, rate: int, daily: int) -> None:
        self.rate, self.daily = rate, daily
        self.sent: list[tuple[datetime, int]] = []

    def limits(self, now: datetime) -> Limits:
        """What it tells of itself at `now`: letters that are under way are not counted yet."""
        return Limits(self.rate, self.daily, self.within(DAY, now))

    def within(self, span: timedelta, until: datetime) -> int:
        """How many letters went out in the last `span`."""
        return sum(count for at, count in self.sent if until - span < at <= until)


def most(moments: Iterable[tuple[datetime, int]], span: timedelta) -> int:
    """The most letters in any `span`."""
    ordered = sorted(moments)
    return max(
        (sum(count for at, count in ordered if last - span < at <= last) for last, _ in ordered),
        default=0,
    )


# A pause in seconds, how many letters are asked for, how long the call takes, letters of somebody
# else.
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 0.02, 0.3, 1, 7, 240, 900, 3600, 40_000]),
        st.integers(1, 60),
        st.integers(0, 60),
        st.just(0) | st.integers(0, 3),
    ),
    max_size=120,
)


@given(STEPS, st.integers(1, 200), st.integers(1, 400))
def test_no_day_ever_has_more_letters_than_the_quota(
    steps: list[tuple[float, int, int, int]], rate: int, daily: int
) -> None:
    account, quota, now, own = Account(rate, daily), Quota(), NOW, list[tuple[datetime, int]]()
    for pause, wanted, takes, foreign in steps:
        now += timedelta(seconds=pause)
        if foreign and account.within(DAY, now) + foreign <= daily // SPARE:
            account.sent.append((now, foreign))
        if not quota.is_current(now):
            quota = quota.informed(account.limits(now), now)
        quota, granted, _ = quota.reserve(wanted, now)
        own.append((now, granted))
        account.sent.append((now + timedelta(seconds=takes), granted))
    assert most(account.sent, DAY) <= daily
    assert most(own, SECOND) <= rate


@given(st.integers(1, 500), st.integers(1, 200))
def test_a_crowd_of_workers_asking_all_the_time_keeps_to_the_rate(rate: int, wanted: int) -> None:
    quota, granted = Quota(limits=Limits(rate, None), read_at=NOW), []
    for tick in range(300):
        now = NOW + timedelta(milliseconds=10 * tick)
        quota, count, _ = quota.reserve(wanted, now)
        granted.append((now, count))
    assert most(granted, SECOND) <= rate
    # Nine tenths of what a call may carry go out where the workers ask often enough.
    assert sum(count for _, count in granted) >= 2 * min(wanted, rate, 50)


def test_the_quota_comes_back_after_a_day() -> None:
    quota = Quota().informed(Limits(100, 100), NOW)
    for _ in range(2):
        quota, granted, wait = quota.reserve(50, NOW + timedelta(seconds=quota.since))
    assert (granted, wait) == (48, Limits(100, 100).pause)
    quota, granted, wait = quota.reserve(50, NOW + timedelta(hours=1))
    assert (granted, wait) == (0, HELD)
    later = NOW + timedelta(hours=26)
    quota, granted, _ = quota.informed(Limits(100, 100), later).reserve(50, later)
    assert granted == 50


def test_letters_of_others_are_taken_into_account() -> None:
    quota = Quota().informed(Limits(100, 1000, 960), NOW)
    assert quota.reserve(50, NOW)[1] == 20


def test_an_account_without_a_daily_quota_has_none() -> None:
    quota = Quota().informed(Limits(100, None, 10**9), NOW)
    assert quota.reserve(50, NOW)[1] == 50


def test_a_reading_grows_old() -> None:
    quota = Quota().informed(Limits(100, 100), NOW)
    assert quota.is_current(NOW + READING)
    assert not quota.is_current(NOW + READING + timedelta(milliseconds=1))
    assert not Quota().is_current(NOW)


def test_an_account_that_was_never_read_grants_nothing() -> None:
    with pytest.raises(ValueError):
        Quota().reserve(1, NOW)
