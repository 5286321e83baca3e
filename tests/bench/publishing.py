"""Publishing national-2024 at full size against only reading its answers' items."""

from __future__ import annotations

import sys

from infra.local.stack import Stack
from tests.bench import ballots
from tests.bench.answering import program
from tests.bench.figures import Advance, Figure, interleaved, ratio

NAMES = ("publish",)
GOAL = 1.0
RUNS = 5
STEPS = RUNS * 2


def measure(advance: Advance) -> list[Figure]:
    """The figure `publish`."""
    command = [sys.executable, "-m", "tests.bench.whole_round", str(ballots.PEOPLE)]
    with Stack.start() as stack, program(command, stack.function_environment()) as ask:
        taken = interleaved(
            {"ours": lambda: float(ask("ours")), "other": lambda: float(ask("other"))},
            RUNS,
            advance,
        )
    return [
        Figure(
            NAMES[0],
            ratio(taken["ours"], taken["other"]),
            GOAL,
            tuple(taken["ours"]),
            tuple(taken["other"]),
            "Issue 4. CPU of one process, warm. Ours: ask for, compute and keep new versions of"
            " both rankings from what the local stack holds: sheets, two passes, rulings, sealed"
            f" boxes of {ballots.PEOPLE} answers; public bundle written, recomputed, stored. Other:"
            f" a boto3 client scans the {ballots.PEOPLE} items of those answers.",
        )
    ]
