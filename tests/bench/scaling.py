"""How what each flow asks of AWS grows with the round: that of national-2024, and one of ten times
its units and people. Writes build/scale.md; docs/scale.md says what follows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from infra.folders import BUILD, PROJECT
from tests.bench.figures import Advance, Figure, exponent
from tests.fake_aws import ENVIRONMENT

NAMES = ("scale_growth",)
GOAL = 1.05
TIMES = (1, 10)
FLOWS = 17
STEPS = FLOWS * len(TIMES)
OUT = BUILD / "scale.md"
MEASURES = ("calls", "read", "written")

Readings = Mapping[int, Mapping[str, Mapping[str, Any]]]
"""By the size of the round and the flow: calls by operation, units, CPU milliseconds."""


def measure(advance: Advance) -> list[Figure]:
    """The figure, and the table beside it."""
    found = {times: of_round(times, advance) for times in TIMES}
    OUT.write_text(table(found), encoding="utf-8")
    worst, flow, what = max(growths(found))
    return [
        Figure(
            NAMES[0],
            worst,
            GOAL,
            note=(
                f"The exponent of the {what} of “{flow}”, which grow most of all flows, calls and"
                f" units between {TIMES[0]} and {TIMES[-1]} times the units of national-2024; the"
                f" table is {OUT.relative_to(PROJECT)}."
            ),
        )
    ]


def of_round(times: int, advance: Advance) -> dict[str, Any]:
    """What each flow takes in a round of so many times the units."""
    command = [sys.executable, "-m", "tests.bench.scaled_round", str(times)]
    environment = {**os.environ, **ENVIRONMENT}
    found: dict[str, Any] = {}
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or ():
            reading = json.loads(line)
            found[reading["flow"]] = reading
            advance()
    if running.returncode:
        raise SystemExit(f"The round of {times} times the units ended early.")
    return found


def growths(found: Readings) -> list[tuple[float, str, str]]:
    """The exponent of each flow's calls and units, as far as it has any, with the flow."""
    flows = found[min(found)]
    return [
        (exponent({times: _of(found[times][flow], what) for times in found}), flow, what)
        for flow in flows
        for what in MEASURES
        if _of(flows[flow], what)
    ]


def table(found: Readings) -> str:
    """All readings, as a table of Markdown."""
    heads = [f"{what} {times}×" for what in (*MEASURES, "CPU ms") for times in found]
    lines = [f"| flow | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for flow in found[min(found)]:
        values = [_of(found[times][flow], what) for what in MEASURES for times in found]
        cpu = [found[times][flow]["cpu_ms"] for times in found]
        shown = [f"{value:,.0f}" for value in (*values, *cpu)]
        lines.append(f"| {flow} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def _of(reading: Mapping[str, Any], what: str) -> float:
    return float(sum(reading["calls"].values()) if what == "calls" else reading[what])
