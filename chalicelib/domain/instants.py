"""Instants as text: ISO 8601, UTC, milliseconds, `Z`; so texts sort as the instants do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


def to_text(instant: datetime) -> str:
    """`2026-11-20T12:00:00.123Z`. ValueError where it would lie outside the years 1 to 9999."""
    return _in_utc(instant).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """The instant of a text with an offset or `Z`; ValueError for anything else."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs an offset: {text}")
    return _in_utc(instant)


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"an instant outside the years 1 to 9999: {instant}") from error


def to_local(instant: datetime, timezone: str, on: str = "ngày") -> str:
    """`17:00 ngày 20/01/2025` in the round's time zone, for messages to people; `on` is the word
    before the date.
    """
    return local_time(instant, timezone).strftime(f"%H:%M {on} %d/%m/%Y")


def last_moment(instant: datetime, timezone: str) -> tuple[str, str]:
    """A deadline as people say it, Vietnamese and English: `17:00 ngày 20/01/2025`; at midnight the
    day that ends.
    """
    local = local_time(instant, timezone)
    if (local.hour, local.minute) == (0, 0):
        last = (local - timedelta(days=1)).strftime("%d/%m/%Y")
        return f"hết ngày {last}", f"the end of {last}"
    return to_local(instant, timezone), to_local(instant, timezone, "on")


def end_of_day(day: date, timezone: str) -> datetime:
    """The first instant after a day of a time zone."""
    from zoneinfo import ZoneInfo

    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(timezone))


def local_time(instant: datetime, timezone: str) -> datetime:
    """What the clocks of a time zone show."""
    from zoneinfo import ZoneInfo

    return instant.astimezone(ZoneInfo(timezone))
