"""Two loads on the packaged system, on this machine alone: the last hour of the self-assessment,
and the first hour after the letters. Writes build/load.json; docs/load.md says what figures mean.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from infra.folders import BUILD, PROJECT
from infra.local.stack import Stack
from infra.steps import Steps
from tests.load.limits import Limits
from tests.load.running import Scale, first_hour, last_hour

OUT = BUILD / "load.json"
PEOPLE_OF_A_UNIT = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both loads, write and show what came of them."""
    given = _parser().parse_args(arguments)
    try:
        officers = Limits(given.units * PEOPLE_OF_A_UNIT, given.seconds, given.rate)
        respondents = Limits(given.respondents, given.seconds, given.rate)
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    loads: dict[str, tuple[Callable[..., dict[str, Any]], Scale, str]] = {
        "last_hour": (last_hour, Scale(given.units, officers, given.pause), "gio-cuoi-2026"),
        "first_hour": (first_hour, Scale(given.letters, respondents, 1.0), "gio-dau-2026"),
    }
    console, found = Console(), {}
    with Steps(console) as steps:
        stack = Stack.start(begin=steps.begin)
        with stack:
            for name, (act, scale, round_id) in loads.items():
                with steps.begin(name):
                    found[name] = act(stack, scale, round_id)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, each in found.items():
        show(console, name, each)
    console.print(OUT.relative_to(PROJECT))


def show(console: Console, name: str, found: dict[str, Any]) -> None:
    """One load for a person to read."""
    shown = Table("request", "number", "p50, ms", "p95, ms", "p99, ms", title=name)
    for kind, times in {**found["by_request"], "all": found["all"]}.items():
        cells = [times["requests"], *(f"{times[f'p{point}_ms']:.0f}" for point in (50, 95, 99))]
        shown.add_row(kind, *map(str, cells))
    console.print(shown)
    console.print(
        f"{found['requests']} requests in {found['seconds']} s:"
        f" {found['requests_per_second']} a second",
        f"Errors: {found['errors'] or 'none'}",
        f"Refused as they should be: {found['refused'] or 'nothing'}",
        f"Verified in the store: {found['verified']}",
        sep="\n",
        highlight=False,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    for name, default, meaning in (
        ("units", 82, "units that assess themselves, three people each"),
        ("letters", 50_155, "letters that went out"),
        ("respondents", 60, "people who answer at the same time"),
        ("seconds", 240, "how long each load lasts"),
        ("rate", 40, "most requests a second, of all people together"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{meaning} ({default})")
    parser.add_argument(
        "--pause", type=float, default=8.0, help="seconds between two acts of an officer (8)"
    )
    return parser


if __name__ == "__main__":
    main()
