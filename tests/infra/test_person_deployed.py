"""One person's data are shown and erased by a command, on a deployed system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from infra.folders import PROJECT
from infra.local.stack import NAME
from tests.infra.test_own_roles_deployed import beside
from tests.patience import PATIENCE
from tests.small_round import ROUND

if TYPE_CHECKING:
    from infra.local.stack import Stack

LISTED = """
from tests import survey_story as story
story.load()
story.put(None, "council", story.people(1, 6, "so-a"))
story.send(None)
"""
EMAIL = "nguoi-0001@example.test"


def person(stack: Stack, act: str, *more: str) -> subprocess.CompletedProcess[str]:
    asked = ("--stack", NAME, "--round", ROUND, "--email", EMAIL, *more)
    return subprocess.run(
        [sys.executable, "-m", "infra.person", act, *asked],
        cwd=PROJECT,
        env={**os.environ, **stack.environment()},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_person_is_shown_and_not_erased_without_a_reason_or_too_early(stack: Stack) -> None:
    beside(stack, LISTED)
    shown = json.loads(person(stack, "show").stdout)
    assert [row["email"] for row in shown["lists"]] == [EMAIL]
    assert "Say why" in person(stack, "erase").stderr
    refused = person(stack, "erase", "--reason", "đơn số 1", "--by", "ops@example.test")
    assert refused.returncode and "not sealed" in refused.stderr
