"""The whole matrix, which writes docs/reliability.md if everything ends right: `make faults`. Parts
of the names of flows as arguments try those alone and write nothing.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from tests import fake_aws

if TYPE_CHECKING:
    from tests.faults.trying import Cell

os.environ.update(fake_aws.ENVIRONMENT)


def tried(name: str) -> tuple[str, int, list[Cell]]:
    """Every cell of a flow, and how many calls it makes."""
    from tests.faults import trying
    from tests.faults.flows import FLOWS

    (flow,) = [each for each in FLOWS if each.name == name]
    with contextlib.redirect_stderr(io.StringIO()):
        run = trying.clean(flow)
        found = [trying.attempt(flow, run, *cell) for cell in trying.cells(flow, run)]
    return name, len(run.calls), found


def main(wanted: list[str]) -> int:
    """How many cells end wrong."""
    from tests.faults import report
    from tests.faults.flows import FLOWS

    flows = [each for each in FLOWS if not wanted or any(part in each.name for part in wanted)]
    kinds: dict[str, tuple[int, list[str]]] = {}
    failed = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for name, calls, cells in pool.map(tried, [flow.name for flow in flows]):
            kinds[name] = calls, [cell.kind for cell in cells]
            wrong = [cell for cell in cells if cell.wrong]
            failed += len(wrong)
            done = f"{len(kinds):3}/{len(flows)} {name}"
            print(f"{done}: {len(cells)} tries, {len(wrong)} wrong", flush=True)
            for cell in wrong:
                print(f"    {cell.call}, {cell.kind}, reads {cell.read}: {cell.wrong}", flush=True)
    if not wanted and not failed:
        report.DOCUMENT.write_text(report.write(FLOWS, kinds), encoding="utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
