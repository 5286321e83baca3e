"""What a fresh process measures of itself: `python -m tests.bench.streaming FOLDER` tallies the
sealed objects there.

Prints JSON: `ms` of CPU, and `mb`, by how much its memory peaked above what it took before it
began.
"""

from __future__ import annotations

import json
import re
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from chalicelib.domain.survey.tallies import Cells
from tests.bench import ballots


def main(folder: Path) -> None:
    """Tally what lies in the folder."""
    bundle = ballots.survey()
    digests: dict[str, str] = json.loads((folder / "digests.json").read_text())

    def publish() -> Cells:
        with ExitStack() as files:
            lines = {
                index: files.enter_context((folder / f"{index}.jsonl").open("rb"))
                for index in digests
            }
            return ballots.publish(
                bundle, {index: (lines[index], digests[index]) for index in digests}
            )

    before, started = memory_kb("VmRSS"), time.process_time()
    cells = publish()
    taken = (time.process_time() - started) * 1000
    print(
        json.dumps({"ms": taken, "mb": (memory_kb("VmHWM") - before) / 1024, "cells": len(cells)})
    )


def memory_kb(name: str) -> int:
    """A figure of this process out of `/proc/self/status`, in KB."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    if found is None:
        raise SystemExit("Memory is read from /proc, which only Linux has.")
    return int(found[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
