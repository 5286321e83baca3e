"""Waiting for events, as long as a busy machine may take and no longer than needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from infra.local.patience import PATIENCE

__all__ = ["PATIENCE", "eventually"]

Found = TypeVar("Found")


def eventually(find: Callable[[], Found | None], every: float = 0.2) -> Found:
    """What `find` returns once that is truthy, asked again and again."""
    end = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < end, f"nothing after {PATIENCE} s"
        time.sleep(every)
    return found
