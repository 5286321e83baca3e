"""How the tally's time grows from 50 thousand to 5 million people's answers, and how much memory it
takes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from chalicelib.domain.survey.boxes import digest
from infra.folders import BUILD, PROJECT
from tests.bench import ballots
from tests.bench.figures import Advance, Figure, exponent, interleaved

NAMES = ("tally_growth", "tally_memory_mb")
GOALS = (1.05, 64.0)
SIZES = (50_000, 500_000, 5_000_000)
RUNS = 5
STEPS = RUNS * len(SIZES)


def measure(advance: Advance) -> list[Figure]:
    """The figures `tally_growth` and `tally_memory_mb`, each run in a process of its own."""
    place = Path(tempfile.mkdtemp(prefix="sealed-", dir=BUILD / "bench"))
    try:
        peaks: dict[int, list[float]] = {size: [] for size in SIZES}
        sides = {f"{size:,}": _run(_sealed(place, size), peaks[size]) for size in SIZES}
        taken = interleaved(sides, RUNS, advance)
    finally:
        shutil.rmtree(place)
    return _figures({size: taken[f"{size:,}"] for size in SIZES}, peaks)


def _sealed(place: Path, people: int) -> Path:
    """A folder with the sealed objects of so many people's answers."""
    folder = place / str(people)
    folder.mkdir()
    sealed = ballots.seal(ballots.survey(), people)
    for index, content in sealed.items():
        (folder / f"{index}.jsonl").write_bytes(content)
    (folder / "digests.json").write_text(
        json.dumps({index: digest(content) for index, content in sealed.items()})
    )
    return folder


def _run(folder: Path, peaks: list[float]) -> Callable[[], float]:
    def take() -> float:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.streaming", folder],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found = json.loads(done.stdout)
        peaks.append(found["mb"])
        return float(found["ms"])

    return take


def _figures(taken: dict[int, list[float]], peaks: dict[int, list[float]]) -> list[Figure]:
    smallest, largest = min(SIZES), max(SIZES)
    medians = {size: median(times) for size, times in taken.items()}
    steps = ", ".join(
        f"{low:,} → {high:,}: {exponent({low: medians[low], high: medians[high]}):.3f}"
        for low, high in zip(SIZES, SIZES[1:], strict=False)
    )
    by_size = ", ".join(
        f"{size:,}: {medians[size]:.0f} ms, {max(peaks[size]):.1f} MB" for size in SIZES
    )
    growth = Figure(
        NAMES[0],
        exponent(medians),
        GOALS[0],
        tuple(taken[largest]),
        tuple(taken[smallest]),
        f"Issue 2. CPU of reading sealed objects of {ballots.QUESTIONS} questions from disk, box by"
        f" box, to cells; ours_ms is {largest:,} people, other_ms {smallest:,}. {by_size}. Exponent"
        f" by step: {steps}.",
    )
    memory = Figure(
        NAMES[1],
        max(peaks[largest]),
        GOALS[1],
        note=(
            "Issue 2. Megabytes by which a fresh process peaks over its start, tallying"
            f" {largest:,} people's answers; the highest of {len(peaks[largest])} runs."
        ),
    )
    return [growth, memory]
