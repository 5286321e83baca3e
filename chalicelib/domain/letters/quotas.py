"""Quotas: how many letters the mail service lets one account send, for all workers together.

Letters are reserved before they are sent. A reserved letter that was not sent still uses the quota;
it is sent later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

# The mail service takes 50 letters a call.
MAX_LETTERS = 50
# Its quota is for any 24 hours: 24 whole ones, the current one, and one more for slow calls.
KEPT_HOURS = 26
# One in so many letters of a day is left for mail that reserves nothing: first passwords, notices.
SPARE = 50
# How old a reading of the account may be. Calls take less, so two readings in a row miss none.
READING = timedelta(minutes=5)
# How long a message waits when the day's letters are used up: the longest delay of the queue.
HELD = timedelta(minutes=15)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` letters a second, `daily` in any 24 hours (None: no limit), `counted` so far.

    `counted` is the mail service's own count of the last 24 hours, for all users of the account.
    """

    rate: int
    daily: int | None
    counted: int = 0

    @property
    def call(self) -> int:
        """How many letters one call may have."""
        return min(MAX_LETTERS, self.rate)

    @property
    def pause(self) -> timedelta:
        """The time between the starts of two calls, such that the calls of any second keep to the
        rate.
        """
        return timedelta(milliseconds=-(-1000 // max(1, self.rate // MAX_LETTERS)))


@dataclass(frozen=True, slots=True)
class Quota:
    """What was reserved, by hour since the epoch, and the account as it was last read.

    `since` letters were reserved since that reading, and `before` between it and the one before.
    """

    hours: Mapping[int, int] = field(default_factory=dict)
    free_at: datetime = _LONG_AGO
    limits: Limits | None = None
    read_at: datetime = _LONG_AGO
    since: int = 0
    before: int = 0

    def is_current(self, now: datetime) -> bool:
        """Whether the account was read within READING."""
        return self.limits is not None and now - self.read_at <= READING

    def informed(self, limits: Limits, now: datetime) -> Quota:
        """The quota after the account was read."""
        uncounted = self.since if now - self.free_at < READING else 0
        return replace(self, limits=limits, read_at=now, since=0, before=uncounted)

    def used(self, now: datetime) -> int:
        """How many letters of the day are used: our own of the last 24 hours, or the mail service's
        count with what it may not have counted yet, whichever is more.
        """
        recent = sum(count for hour, count in self.hours.items() if hour > _hour(now) - KEPT_HOURS)
        return max(recent, self.limits.counted + self.since + self.before if self.limits else 0)

    def reserve(self, letters: int, now: datetime) -> tuple[Quota, int, timedelta]:
        """The quota after reserving, how many of the letters may be sent now, and how long the
        others must wait.

        ValueError if the account was never read.
        """
        limits, hour = self.limits, _hour(now)
        if limits is None:
            raise ValueError("the account was never read")
        if now < self.free_at:
            return self, 0, self.free_at - now
        recent = {past: count for past, count in self.hours.items() if past > hour - KEPT_HOURS}
        granted = min(letters, limits.call)
        if limits.daily is not None:
            granted = min(granted, limits.daily - limits.daily // SPARE - self.used(now))
        if granted <= 0:
            return self, 0, HELD
        recent[hour] = recent.get(hour, 0) + granted
        reserved = replace(
            self, hours=recent, free_at=now + limits.pause, since=self.since + granted
        )
        return reserved, granted, limits.pause


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // 3600
