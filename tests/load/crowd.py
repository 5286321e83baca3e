"""The crowd as a program of its own: `python -m tests.load.crowd PLAN`, in the environment of
locust.

Writes `requests.jsonl` and `notes.jsonl` beside the plan. Ends when everybody has gone, or the
plan's time is over.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import gevent
from locust.env import Environment

from tests.load.asking import Person, Plan
from tests.load.mixed import Passer
from tests.load.officers import Officer
from tests.load.respondents import Respondent

KINDS: dict[str, type[Person]] = {"last_hour": Officer, "first_hour": Respondent, "mixed": Passer}
_LINGER = 60  # seconds after the plan's end until those who still wait for a reply are sent away


def main(path: Path) -> None:
    """As the module says."""
    plan = Plan.read(path)
    told = plan.told
    gevent.sleep(max(0.0, told["begins"] - time.time()))
    kind = KINDS[told["scenario"]]
    kind.plan, kind.host = plan, told["endpoint"]
    people = len(plan.people)
    runner = Environment(user_classes=[kind]).create_local_runner()
    runner.start(people, spawn_rate=max(1.0, people / told["arriving"]))
    runner.spawning_greenlet.join()
    while runner.user_count and time.time() < told["closes"] + _LINGER:
        gevent.sleep(0.2)
    runner.quit()
    plan.requests.close()
    plan.notes.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
