"""Figures: what a measurement says, and how two things are measured fairly side by side.

A figure is a ratio or an exponent with the raw times of both sides (contract §6 of the platform:
build/bench.json).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import linear_regression, median

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, good when `value` <= `goal`. Times are milliseconds, one a run, in the
    order of the runs.
    """

    name: str
    value: float
    goal: float
    ours_ms: tuple[float, ...] = ()
    other_ms: tuple[float, ...] = ()
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the figure reaches its goal."""
        return self.value <= self.goal


def ratio(ours: Sequence[float], other: Sequence[float]) -> float:
    """Median of ours ÷ median of the other."""
    return median(ours) / median(other)


def exponent(medians: Mapping[int, float]) -> float:
    """The b of time = a · size^b that fits best (least squares of the logarithms); at least two
    sizes.
    """
    sizes = sorted(medians)
    return linear_regression(
        [math.log(size) for size in sizes], [math.log(medians[size]) for size in sizes]
    ).slope


def interleaved(
    sides: Mapping[str, Callable[[], float]], runs: int, advance: Advance
) -> dict[str, list[float]]:
    """Let every side take its turn `runs` times, after one turn each that does not count; each
    returns milliseconds.

    The order turns round from one run to the next, so that no side always comes first.
    """
    for take in sides.values():
        take()
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for run in range(runs):
        for name in sorted(sides, reverse=run % 2 == 1):
            taken[name].append(sides[name]())
            advance()
    return taken


def elapsed_ms(act: Callable[[], object]) -> float:
    """How long `act` takes by the wall clock."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def to_json(figures: Sequence[Figure]) -> str:
    """The text of build/bench.json."""
    by_name = {
        figure.name: {
            "value": round(figure.value, 4),
            "goal": figure.goal,
            "ours_ms": [round(each, 2) for each in figure.ours_ms],
            "other_ms": [round(each, 2) for each in figure.other_ms],
            "note": figure.note,
        }
        for figure in figures
    }
    return json.dumps(by_name, ensure_ascii=False, indent=1) + "\n"


def load(text: str) -> list[Figure]:
    """The figures of an earlier build/bench.json."""
    return [
        Figure(
            name,
            each["value"],
            each["goal"],
            tuple(each["ours_ms"]),
            tuple(each["other_ms"]),
            each["note"],
        )
        for name, each in json.loads(text).items()
    ]
