"""The loads of `make load`, very small: nothing acknowledged is lost, nothing comes after the lock;
and what verifies that notices when it is not so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.folders import PROJECT
from infra.local.stack import Stack
from tests.load import running
from tests.load.limits import Limits
from tests.load.running import Scale, first_hour, last_hour
from tests.patience import PATIENCE

# It installs what it loads with, and a busy machine is slower than its minute.
pytestmark = pytest.mark.exhaustive

Spoil = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the crowd's plan and notes go."""
    monkeypatch.setattr(running, "FOLDER", tmp_path)
    return tmp_path


def test_a_last_hour_loses_nothing_and_takes_nothing_after_the_lock(
    stack: Stack, folder: Path
) -> None:
    found = last_hour(stack, Scale(2, Limits(6, 60, 20), 1.0), "tai-cuoi-2026")
    verified = found["verified"]
    assert found["errors"] == {} and verified["lost replies"] == 0
    assert verified["save kept"] > 0 and verified["submit kept"] > 0
    assert verified["sent after the lock"] >= 6
    for spoil in (forget, invent, act_late):
        assert is_noticed(stack, folder / "last_hour", spoil), spoil


def test_a_first_hour_keeps_every_answer_once(stack: Stack, folder: Path) -> None:
    found = first_hour(stack, Scale(60, Limits(6, 60, 20), 0.2), "tai-dau-2026")
    verified = found["verified"]
    assert found["errors"] == {} and verified["lost replies"] == 0
    assert verified["answers kept"] == verified["answers acknowledged"] == 60
    assert verified["sent twice at once"] > 0 and verified["wrong links refused"] > 0
    for spoil in (forget, answer_otherwise, answer_twice):
        assert is_noticed(stack, folder / "first_hour", spoil), spoil


def forget(notes: list[dict[str, Any]]) -> None:
    """Something is stored that nobody was told of."""
    notes.remove(next(note for note in notes if note["act"] in ("save", "answer") and kept(note)))


def invent(notes: list[dict[str, Any]]) -> None:
    """A save was acknowledged that is not stored."""
    notes.append({**next(note for note in notes if kept(note)), "id": "chưa-bao-giờ-có"})


def act_late(notes: list[dict[str, Any]]) -> None:
    """A save was kept that was sent after the lock."""
    next(note for note in notes if kept(note))["sent"] += 3600


def answer_otherwise(notes: list[dict[str, Any]]) -> None:
    """Somebody sent other answers than those that are stored."""
    answers = next(note for note in notes if note["act"] == "answer")["answers"]
    answers["q01"] = answers["q01"] % 4 + 1


def answer_twice(notes: list[dict[str, Any]]) -> None:
    """Somebody's second submit was acknowledged as well."""
    next(note for note in notes if note["act"] == "answer")["outcomes"] = [["kept", ""]] * 2


def kept(note: dict[str, Any]) -> bool:
    """Whether the server acknowledged it."""
    return note["outcome"] == "kept" if "outcome" in note else ["kept", ""] in note["outcomes"]


def is_noticed(stack: Stack, folder: Path, spoil: Spoil) -> bool:
    """Whether the notes, spoilt, are found to be at odds with what is stored."""
    path = folder / "notes.jsonl"
    whole = path.read_text(encoding="utf-8")
    notes = [json.loads(line) for line in whole.splitlines()]
    spoil(notes)
    path.write_text("".join(f"{json.dumps(note)}\n" for note in notes), encoding="utf-8")
    command = [sys.executable, "-m", "tests.load.verifying", folder.name, str(folder)]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=stack.function_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    path.write_text(whole, encoding="utf-8")
    return "AssertionError" in done.stderr
