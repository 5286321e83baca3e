"""Functions that do what parsers do on hostile files; run in a child process by `test_apart`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def echo(content: bytes, more: list[str]) -> list[object]:
    return [len(content), content[-3:].decode(), more]


def spin(_content: bytes) -> None:
    while True:
        pass


def sleep(_content: bytes) -> None:
    time.sleep(60)


def fill_memory(_content: bytes) -> int:
    return len([bytes(1_000_000) for _ in range(100_000)])


def dive(_content: bytes) -> None:
    dive(_content)


def crash(_content: bytes) -> None:
    os.abort()


def leave(_content: bytes) -> None:
    os._exit(0)


def chatter(_content: bytes) -> None:
    sys.stdout.write("not JSON")


def write(_content: bytes) -> None:
    Path("written-by-a-parser").write_bytes(b"x" * 100)


def environment(_content: bytes) -> list[str]:
    return sorted(os.environ)
