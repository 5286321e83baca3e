"""Measure the platform against its yardsticks. Writes build/bench.json; docs/bench.md explains each
figure.

Nothing is asserted: a figure that misses its goal is shown as it is.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from infra.folders import BUILD, PROJECT
from tests.bench import (
    answering,
    cold_routes,
    cold_starts,
    growing,
    importing,
    interfering,
    mixing,
    publishing,
    scaling,
    tallying,
    usable,
    weighing,
)
from tests.bench.figures import Advance, Figure, load, to_json

OUT = BUILD / "bench.json"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured in one go: the names of its figures, how many steps its bar has, and how."""

    names: Sequence[str]
    steps: int
    measure: Callable[[Advance], list[Figure]]


MEASUREMENTS = (
    Measurement(tallying.NAMES, tallying.STEPS, tallying.measure),
    Measurement(growing.NAMES, growing.STEPS, growing.measure),
    Measurement(cold_starts.NAMES, cold_starts.STEPS, cold_starts.measure),
    Measurement(cold_routes.NAMES, cold_routes.STEPS, cold_routes.measure),
    Measurement(answering.NAMES, answering.STEPS, answering.measure),
    Measurement(interfering.NAMES, interfering.STEPS, interfering.measure),
    Measurement(publishing.NAMES, publishing.STEPS, publishing.measure),
    Measurement(importing.NAMES, importing.STEPS, importing.measure),
    Measurement(mixing.NAMES, mixing.STEPS, mixing.measure),
    Measurement(weighing.NAMES, weighing.STEPS, weighing.measure),
    Measurement(usable.NAMES, usable.STEPS, usable.measure),
    Measurement(scaling.NAMES, scaling.STEPS, scaling.measure),
)
NAMES = [name for each in MEASUREMENTS for name in each.names]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, write it, show it."""
    given = _parser().parse_args(arguments)
    wanted = [each for each in MEASUREMENTS if not given.only or set(given.only) & set(each.names)]
    (BUILD / "bench").mkdir(parents=True, exist_ok=True)
    console = Console()
    figures: list[Figure] = []
    with Progress(
        TextColumn("{task.description:<34}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as bars:
        for each in wanted:
            bar = bars.add_task(", ".join(each.names), total=each.steps)
            figures += each.measure(partial(bars.advance, bar))
    kept = load(OUT.read_text(encoding="utf-8")) if given.only and OUT.exists() else []
    fresh = {figure.name for figure in figures}
    OUT.write_text(
        to_json([*(figure for figure in kept if figure.name not in fresh), *figures]),
        encoding="utf-8",
    )
    console.print(table(figures))
    for figure in figures:
        console.print(f"[bold]{figure.name}[/] {figure.note}", highlight=False)
    console.print(
        f"{OUT.relative_to(PROJECT)} · load average {os.getloadavg()[0]:.1f} on {os.cpu_count()}"
        " cores"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=NAMES,
        metavar="NAME",
        help=(
            "measure this figure alone, the others in build/bench.json stay; may be repeated:"
            f" {', '.join(NAMES)}"
        ),
    )
    return parser


def table(figures: Sequence[Figure]) -> Table:
    """The figures for a person to read."""
    shown = Table("figure", "value", "goal", "", "ours, ms", "other, ms")
    for figure in figures:
        times = (
            f"{median(each):.1f}" if each else "–" for each in (figure.ours_ms, figure.other_ms)
        )
        shown.add_row(
            figure.name,
            f"{figure.value:.3f}",
            f"≤ {figure.goal:g}",
            "met" if figure.is_met else "missed",
            *times,
        )
    return shown


if __name__ == "__main__":
    main()
