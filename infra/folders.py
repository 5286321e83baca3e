"""Where things lie: the project, and the one folder that commands write into."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build"
RESOURCES = PROJECT / "infra" / "resources.yaml"
WATCH = PROJECT / "infra" / "watch.yaml"
ENTRANCE = PROJECT / "infra" / "entrance.yaml"
EDGE = PROJECT / "infra" / "edge.yaml"
EMULATOR_REQUIREMENTS = PROJECT / "infra" / "local" / "requirements.txt"
EMULATOR = BUILD / "local" / "venv"
EMULATOR_PYTHON = EMULATOR / "bin" / "python"


@contextmanager
def alone(work: str) -> Iterator[None]:
    """Hold a lock named for some work, so that two commands at once (a demo, a test run) do it one
    after the other.
    """
    BUILD.mkdir(exist_ok=True)
    with (BUILD / f".{work}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
