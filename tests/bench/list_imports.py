"""What a fresh process measures of itself: `python -m tests.bench.list_imports FOLDER` imports the
filled forms there.

Every form goes through the action that the API calls: previewed, then kept, as its unit would. The
database is the local stack's emulator, a process of its own whose time counts. Prints JSON: `ms` by
the wall clock, `mb` the process's peak altogether, `people` and `lists` (forms) as they were kept.
"""

from __future__ import annotations

import base64
import csv
import json
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.folders import PROJECT
from infra.local import emulator
from tests import fake_aws
from tests.bench.ballots import ROUND
from tests.bench.figures import elapsed_ms
from tests.bench.streaming import memory_kb

NOW = datetime(2024, 12, 10, 5, tzinfo=UTC)


def main(folder: Path) -> None:
    """Import what lies in the folder, a form a lister."""
    port = emulator.free_port()
    os.environ.update(fake_aws.ENVIRONMENT, AWS_ENDPOINT_URL=f"http://{emulator.HOST}:{port}")
    with tempfile.TemporaryDirectory() as place:
        running = emulator.start(port, Path(place), keep=False)
        try:
            fake_aws.create_tables()
            _load()
            kept: list[int] = []
            taken = elapsed_ms(
                lambda: kept.extend(_import(path) for path in sorted(folder.glob("*.xlsx")))
            )
        finally:
            running.stop()
    print(
        json.dumps(
            {"ms": taken, "mb": memory_kb("VmHWM") / 1024, "people": sum(kept), "lists": len(kept)}
        )
    )


def _load() -> None:
    from chalicelib.actions.rounds import loading, scheduling
    from chalicelib.domain.people.accounts import Account

    ops = Account("ops-1", "ops@example.test", "Điều hành", "ops")
    shipped = PROJECT / "rounds" / ROUND
    with (shipped / "units.csv").open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    loading.load(
        ROUND, json.loads((shipped / "round.json").read_text(encoding="utf-8")), units, ops, NOW
    )
    scheduling.open_window(ROUND, "respondent_lists", NOW + timedelta(days=1), "đo", ops, NOW)


def _import(path: Path) -> int:
    from chalicelib.actions.lists import listing, listing_files

    lister, content = (
        listing.lister_of(ROUND, path.stem, NOW),
        base64.b64encode(path.read_bytes()).decode(),
    )
    shown = listing_files.preview(lister, content, "", "", NOW)
    if shown.errors:
        raise SystemExit(f"{path.name}: {shown.errors[0].en}")
    groups: dict[str, int] = listing_files.keep(lister, content, "", "", shown.basis, NOW)["groups"]
    return sum(groups.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
