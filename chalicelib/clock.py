"""The only source of time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present instant, in UTC, cut to milliseconds (what the stores keep)."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def pause(wait: timedelta) -> None:
    """Let time pass."""
    time.sleep(wait.total_seconds())
