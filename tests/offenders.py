"""Sweeps over many requests or files: what one of them raises is told, so that a test names every
offender and not the first alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def tried(act: Callable[[], Result]) -> Result | str:
    """What `act` gives; if it raises anything, the name and the text of that. `act` itself gives no
    text.
    """
    try:
        return act()
    except Exception as error:  # noqa: BLE001  whatever it is, it is what the sweep looks for
        return f"{type(error).__name__}: {error}"
