"""The deadline itself: everybody saves and submits at once while the window closes, and no job ever
runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from chalicelib.domain.instants import from_text, to_text
from infra.folders import PROJECT
from infra.local.stack import Stack
from tests.api.test_deployed import MANY, entries, live, many_leaves, save, together
from tests.patience import PATIENCE
from tests.site import Answer, Site
from tests.small_round import unit_rows

__all__ = ["live"]

UNITS = [f"so-{number:02}" for number in range(40)]


def test_a_thousand_saves_and_submits_around_the_closing_instant(live: Site, stack: Stack) -> None:
    rows = [{**unit_rows()[0], "unit": unit} for unit in UNITS]
    document = {**many_leaves(), "id": "rush-2026"}
    ops = "/api/ops/rounds/rush-2026"
    live.done("PUT", ops, {"round": document, "units": rows}, live.by_ops)
    until = {"until": to_text(datetime.now(UTC) + timedelta(hours=1)), "reason": "thử"}
    live.done("POST", f"{ops}/windows/self_assessment/open", until, live.by_ops)
    command = [
        sys.executable,
        "-m",
        "tests.stories.closing_rush",
        "rush-2026",
        ",".join(UNITS),
        ",".join(MANY),
    ]
    told = subprocess.run(
        command,
        cwd=PROJECT,
        env=stack.function_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert told.returncode == 0, told.stderr
    counts = json.loads(told.stdout.splitlines()[-1])
    assert sum(counts.values()) == 16 * 63
    assert counts["accepted"] and counts["window_closed"], counts


def test_two_hundred_saves_over_http_around_the_closing_instant(live: Site) -> None:
    token = live.editor()
    together(*[partial(entries, live, token)] * 16)
    closes = from_text(live.close("self_assessment")["closes"])

    def keep_saving(leaf: str) -> tuple[str, list[Answer]]:
        answers: list[Answer] = []
        for number in range(13):
            time.sleep(
                max(
                    0.0,
                    (
                        closes - timedelta(seconds=3 - 0.4 * number) - datetime.now(UTC)
                    ).total_seconds(),
                )
            )
            kept = sum(answer.status == 200 for answer in answers)
            answers.append(
                save(
                    live, token, leaf, kept + 1, kept, f"rush-{leaf.replace('.', '-')}-{number:02}"
                )
            )
        return leaf, answers

    for leaf, answers in together(*[partial(keep_saving, leaf) for leaf in MANY]):
        accepted = [answer for answer in answers if answer.status == 200]
        assert {answer.code for answer in answers[len(accepted) :]} == {"window_closed"}
        assert all(
            from_text(each.json["saved_at"]) < from_text(each.json["locks_at"]) == closes
            for each in accepted
        )
        found = entries(live, token).get(leaf, {"value": None, "version": 0})
        assert (found["version"], found["value"]) == (
            len(accepted),
            {"count": len(accepted)} if accepted else None,
        )
