"""What a piece of work costs, its child processes included."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024  # kilobytes; no file and no request may take more


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, and kilobytes of memory of this process above what it had before.

    What children take is limited by `apart.Budget`: the system tells only the largest of all.
    """

    seconds: float
    kilobytes: int


def measured(act: Callable[[], Any]) -> tuple[Any, Cost]:
    """What `act` gives, and what it costs."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is that of now
    before, began = _kilobytes("VmRSS"), _seconds()
    given = act()
    return given, Cost(_seconds() - began, _kilobytes("VmHWM") - before)


def _seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _kilobytes(name: str) -> int:
    return int(Path("/proc/self/status").read_text().split(f"{name}:")[1].split()[0])
