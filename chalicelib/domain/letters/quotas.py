"""Quotas: what the mail service lets one account send, shared by all workers and never exceeded.

Letters are reserved before they are sent; what was reserved and not sent is lost to the quota, not
to the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

# The mail service takes 50 letters a call.
MAX_LETTERS = 50
# Its quota is over any 24 hours: 24 whole ones, the one under way, and one more for calls that take
# their time.
KEPT_HOURS = 26
# One letter in so many of a day is left to what does not ask here: first passwords, notices.
SPARE = 50
# How old a reading of the account may be. Calls last less, so none is missed by two readings in a
# row.
READING = timedelta(minutes=5)
# Where the day's letters are used up, the queue can hold a message back for this long at most.
HELD = timedelta(minutes=15)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` letters a second, `daily` in any 24 hours (None: as many as one likes), `counted` of
    them so far.

    `counted` is what the mail service has counted in the last 24 hours for the whole account,
    anyone who sent it.
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
        """How far apart calls begin: so that those of any second together keep to the rate, however
        few letters each has.
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
        """Whether the account was read lately enough."""
        return self.limits is not None and now - self.read_at <= READING

    def informed(self, limits: Limits, now: datetime) -> Quota:
        """After the account was read."""
        uncounted = self.since if now - self.free_at < READING else 0
        return replace(self, limits=limits, read_at=now, since=0, before=uncounted)

    def used(self, now: datetime) -> int:
        """How many letters of the day are used up: our own of the last 24 hours, or what the mail
        service counted with what it may not have counted yet, whichever is more.
        """
        recent = sum(count for hour, count in self.hours.items() if hour > _hour(now) - KEPT_HOURS)
        return max(recent, self.limits.counted + self.since + self.before if self.limits else 0)

    def reserve(self, letters: int, now: datetime) -> tuple[Quota, int, timedelta]:
        """The quota after reserving, how many of the letters may be sent at once, and how long the
        others must wait.

        Both counts must leave room: our own of the last 24 hours, and the mail service's with what
        it may not have counted yet.
        """
        limits, hour = self.limits, _hour(now)
        if limits is None:
            raise ValueError("the account was never read")
        if now < self.free_at:
            return self, 0, self.free_at - now
        recent = {each: count for each, count in self.hours.items() if each > hour - KEPT_HOURS}
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
