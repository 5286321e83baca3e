"""`make run` as processes of its own: started, stopped in order, or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.folders import PROJECT
from infra.local.emulator import answers
from infra.local.stack import Stack
from tests.patience import PATIENCE, eventually

KEPT = Path("state") / "kept.sqlite"


def command(folder: Path, port: int) -> list[str]:
    """How to start it."""
    return [
        *(sys.executable, "-m", "infra.local", "run"),
        *("--folder", str(folder), "--port", str(port)),
    ]


@contextmanager
def running_system(folder: Path, port: int) -> Iterator[tuple[Stack, list[str]]]:
    """Stopped by SIGTERM at the end; gives what it said until it was ready."""
    with _started(folder, port) as (process, said):
        yield Stack.attach(folder), said
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert not answers(port)


@contextmanager
def killed_system(folder: Path, port: int) -> Iterator[Stack]:
    """Killed at the end, whatever it does: all that started it first, then the server. The
    functions' processes end by themselves.
    """
    with _started(folder, port) as (process, _):
        yield Stack.attach(folder)
        (server,) = children(process.pid)
        workers = children(server)
        assert workers, "no function runs"
        process.kill()
        os.kill(server, signal.SIGKILL)
        process.wait(PATIENCE)
    eventually(lambda: not {server, *workers} & {number for number, _ in running()})
    assert not answers(port)


@contextmanager
def _started(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    with subprocess.Popen(
        command(folder, port), cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said: list[str] = []
        while not said or "Ctrl-C" not in said[-1]:
            said.append(process.stdout.readline())
            assert said[-1], "it ended before it was ready"
        try:
            yield process, said
        except BaseException:
            process.terminate()
            raise


def children(parent: int) -> list[int]:
    """The processes that another has started."""
    return [number for number, started_by in running() if started_by == parent]


def running() -> Iterator[tuple[int, int]]:
    """Every process that still runs, and which one started it."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, started_by = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # gone meanwhile
            continue
        if state != "Z":
            yield int(stat.parent.name), int(started_by)
