"""How long the lists of a whole national round take from filled forms to kept lists, and how much
memory.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from chalicelib.documents import list_workbooks
from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.lists import files, respondents
from chalicelib.domain.lists.files import Choice
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds import units
from chalicelib.domain.rounds.units import Unit
from infra.demo.shares import share
from infra.folders import BUILD, PROJECT
from tests.bench import ballots
from tests.bench.figures import Advance, Figure

NAMES = ("list_import", "list_import_memory_mb")
GOALS = (60.0, 512.0)
RUNS = 5
STEPS = RUNS + 1


def measure(advance: Advance) -> list[Figure]:
    """The figures of NAMES, each run in a process of its own."""
    place = Path(tempfile.mkdtemp(prefix="lists-", dir=BUILD / "bench"))
    try:
        write(ballots.survey(), place)
        advance()
        runs = []
        for _ in range(RUNS):
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.list_imports", place],
                cwd=PROJECT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            runs.append(json.loads(done.stdout))
            advance()
    finally:
        shutil.rmtree(place)
    return figures(runs)


def write(bundle: Bundle, folder: Path) -> None:
    """A filled form for every unit, PEOPLE people in all, by the plan of each group."""
    numbers = people(bundle)
    for unit in bundle.units:
        groups = respondents.groups_of(bundle.round, unit.index)
        choices = files.choices(groups)
        rated = [
            each
            for each in bundle.units
            if any(group.rates == "row" and each.index == index.id for index, group in groups)
        ]
        labels = units.unit_labels(rated)
        rows = _rows(unit, choices, numbers, list(labels.values()))
        form = list_workbooks.xlsx(
            (bundle.round.id, unit.id), unit.name.vi, choices, list(labels.values()), rows
        )
        (folder / f"{unit.id}.xlsx").write_bytes(form)


def people(bundle: Bundle) -> dict[tuple[str, str, str], int]:
    """How many people each lister names for each (index, group): the plan in even shares."""
    found: dict[tuple[str, str, str], int] = {}
    for index in bundle.round.indexes:
        for group in index.groups:
            listers = {unit.id: 1 for unit in bundle.units if unit.index in group.listed_by}
            found |= {
                (lister, index.id, group.id): number
                for lister, number in share(group.plan or 0, listers).items()
            }
    return found


def _rows(
    unit: Unit, choices: list[Choice], numbers: dict[tuple[str, str, str], int], rated: list[str]
) -> Iterator[tuple[str, str, Respondent]]:
    for choice in choices:
        for number in range(numbers[unit.id, *choice.key]):
            address = f"{choice.group.id}-{choice.index.id}-{number:05}@{unit.id}.example.test"
            person = Respondent(
                f"Người trả lời {number:05}", address, "Phó Giám đốc Sở", f"Sở số {number % 20}"
            )
            yield (
                choice.label,
                rated[number % len(rated)] if choice.group.rates == "row" else "",
                person,
            )


def figures(runs: list[dict[str, float]]) -> list[Figure]:
    """What the runs say; each must have kept every list of every unit."""
    for run in runs:
        if (run["people"], run["lists"]) != (ballots.PEOPLE, 82):
            raise SystemExit(f"kept {run['people']} people of {run['lists']} listers")
    times = tuple(run["ms"] for run in runs)
    told = (
        f"{ballots.PEOPLE:,} people on the lists of 82 units, from XLSX forms: previewed and kept"
        " through the action"
    )
    return [
        Figure(
            NAMES[0],
            median(times) / 1000,
            GOALS[0],
            times,
            note=(
                f"Issue 4. Seconds (wall clock) for {told}, one form after the other, DynamoDB"
                " emulated beside it."
            ),
        ),
        Figure(
            NAMES[1],
            max(run["mb"] for run in runs),
            GOALS[1],
            note=(
                "Issue 4. Megabytes at which the whole process peaks, interpreter included, for"
                f" {told}."
            ),
        ),
    ]
