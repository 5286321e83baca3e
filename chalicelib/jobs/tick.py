"""The tick: once a minute it does what is due. It may run late or twice; no lock depends on it."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from chalice.app import Blueprint

from chalicelib import clock
from chalicelib.actions import ticking
from chalicelib.settings import settings

jobs = Blueprint(__name__)


@jobs.lambda_function(name="tick")
def handle(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Do what is due in every round. An error in one round does not stop the others; it is raised
    at the end.
    """
    done: dict[str, Any] = {}
    months = int(settings().personal_data_months)
    failed = []
    for round_id in ticking.list_rounds():
        try:
            done[round_id] = ticking.tick(round_id, clock.now(), months)
        except Exception:  # noqa: BLE001  the edge: the other rounds come first
            traceback.print_exc()
            failed.append(round_id)
    waits = sum(each.get("evidence_waits", 0) for each in done.values())  # a metric is made of it
    told = {"job": "tick", "rounds": done, "failed": failed, "evidence_waits": waits}
    sys.stderr.write(json.dumps(told) + "\n")
    if failed:
        raise RuntimeError(f"the tick failed for {', '.join(failed)}")
    return done
