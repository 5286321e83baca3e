"""What parses other people's files runs in a process of its own, and its failures end there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.documents import apart
from chalicelib.documents.apart import Budget
from tests.documents import misbehaving

SHORT = Budget(processor=1, seconds=10)


def test_a_function_run_apart_gets_the_bytes_and_its_arguments_and_gives_its_result() -> None:
    content = b"\n\x00line\n" * 1_000_000 + b"end"
    assert apart.run(misbehaving.echo, content, Budget(), more=["số"]) == [
        len(content),
        "end",
        ["số"],
    ]


@pytest.mark.parametrize(
    "function",
    [
        misbehaving.spin,
        misbehaving.fill_memory,
        misbehaving.dive,
        misbehaving.crash,
        misbehaving.leave,
        misbehaving.chatter,
        misbehaving.write,
    ],
)
def test_whatever_goes_wrong_in_the_child_is_no_result_and_nothing_worse(
    function: Callable[..., Any],
) -> None:
    with pytest.raises(apart.NoResultError):
        apart.run(function, b"", SHORT)
    Path("written-by-a-parser").unlink(missing_ok=True)


@pytest.mark.long
def test_who_waits_without_calculating_is_stopped_too() -> None:
    started = time.monotonic()
    with pytest.raises(apart.NoResultError):
        apart.run(misbehaving.sleep, b"", Budget(seconds=2))
    assert time.monotonic() - started < 30


def test_the_child_knows_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the tests")
    known = apart.run(misbehaving.environment, b"", Budget())
    assert set(known) <= {"PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}
