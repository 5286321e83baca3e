"""A stampede: however many submit however often, one link keeps one answer."""

from __future__ import annotations

import json
import subprocess
import sys

from infra.folders import PROJECT
from infra.local.stack import Stack
from tests.patience import PATIENCE


def test_ten_thousand_submits_of_a_thousand_links_keep_a_thousand_answers(stack: Stack) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.stories.answering_rush", "dong-2026"],
        cwd=PROJECT,
        env=stack.function_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout.splitlines()[-1]) == {"kept": 1_000, "already_answered": 9_000}
