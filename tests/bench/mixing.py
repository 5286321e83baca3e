"""The same crowd, doing the same things, at the packaged system and at the Django example."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra import environment
from infra.local import emulator
from infra.local.stack import DOMAIN, Stack
from tests.bench import postgres
from tests.bench.answering import DJANGO, django_environment
from tests.bench.figures import Advance, Figure, interleaved, ratio
from tests.load import running
from tests.load.reckoning import Request, percentile

NAMES = ("load_p95_vs_django",)
GOAL = 1.0
RUNS = 5
STEPS = RUNS * 2
UNITS, LINKS = 8, 1500
SECONDS, RATE, PAUSE = 20, 20, 0.5
FIRST = 8  # seconds of a turn that do not count: everybody comes, copies of the function start
MOST_WRONG = 0.05  # on a machine whose cores others want too, a call may run out of time
WORKERS = 5  # twice the cores and one, as gunicorn's documentation has it for two cores
HERE = Path(__file__).parent
OURS, LINKS_OF = "tai-do-2026", "tai-do-phieu-2026"

Plan = dict[str, Any]


def measure(advance: Advance) -> list[Figure]:
    """The figure `load_p95_vs_django`."""
    environment.prepare(DJANGO, HERE / "django-requirements.txt")
    with Stack.start() as stack, postgres.session() as session:
        ours = _ours(stack)
        with _django(session.port, ours) as other:
            found: dict[str, list[Request]] = {"ours": [], "other": []}
            sides = {
                name: _turn(plan, found[name]) for name, plan in (("ours", ours), ("other", other))
            }
            taken = interleaved(sides, RUNS, advance)
    return [_figure(taken, found)]


def _ours(stack: Stack) -> Plan:
    """People with tokens and links, on the packaged system."""
    given = running.prepared(stack, "last_hour", OURS, UNITS)
    links = running.prepared(stack, "first_hour", LINKS_OF, LINKS)
    site, ops = running.site_of(stack), running.operations(stack, OURS)
    people = running.enrolled(stack, site, ops, given)
    for person in people:
        asked = {key: person[key] for key in ("email", "password")}
        person["token"] = site.json("POST", "/api/session", asked)["access_token"]
    return _plan(stack.endpoint, OURS, people, links)


def _plan(endpoint: str, round_id: str, people: Sequence[Plan], links: Sequence[str]) -> Plan:
    host = f"{DOMAIN}:{endpoint.rpartition(':')[2]}"
    limits = {"people": len(people), "seconds": SECONDS, "rate": RATE}
    return {
        "scenario": "mixed",
        "endpoint": endpoint,
        "host": host,
        "round": round_id,
        "limits": limits,
        "pause": PAUSE,
        "arriving": 2,
        "people": people,
        "links": links,
    }


@contextmanager
def _django(port: str, ours: Plan) -> Iterator[Plan]:
    """The example behind gunicorn, with the same units, people and number of links."""
    env, python = django_environment(port), DJANGO / "bin" / "python"
    values = {person["unit"]: person["values"] for person in ours["people"]}
    told = subprocess.run(
        [python, HERE / "django_sheets.py", str(len(ours["links"]))],
        env=env,
        input=json.dumps(values),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    made = json.loads(told.stdout)
    people = [{**each, "token": made["people"][each["unit"]]} for each in ours["people"]]
    own = emulator.free_port()
    command: list[str | Path] = [
        python,
        "-m",
        "gunicorn",
        "--workers",
        str(WORKERS),
        "--chdir",
        HERE,
    ]
    address = f"{emulator.HOST}:{own}"
    with subprocess.Popen(
        [*command, "--bind", address, "--log-level", "warning", "django_sheets:application"],
        env={**env, "PYTHONDONTWRITEBYTECODE": "1"},
    ) as server:
        try:
            _wait(server, own)
            yield _plan(f"http://{address}", "national-2024", people, made["links"])
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    while not _listens(port):
        if server.poll() is not None:
            raise SystemExit("Django did not start.")
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((emulator.HOST, port)) == 0


def _turn(plan: Plan, found: list[Request]) -> Callable[[], float]:
    """Let the crowd loose for a while; each turn has links of its own. The p95, in milliseconds."""
    left = list(plan["links"])
    share = len(left) // (RUNS + 1)

    def take() -> float:
        links = [left.pop() for _ in range(share)]
        begins = time.time() + 3
        times = {"begins": begins, "closes": begins + SECONDS}
        requests = running.crowd(running.FOLDER / "mixed", {**plan, **times, "links": links})
        wrong = [each for each in requests if not each.fine]
        if len(wrong) > len(requests) * MOST_WRONG:
            raise SystemExit(f"{len(wrong)} of {len(requests)} failed: {wrong[0]}")
        counted = [each for each in requests if each.at >= begins + FIRST]
        found.extend(counted)
        return percentile(sorted(each.ms for each in counted), 95)

    return take


def _figure(taken: Mapping[str, Sequence[float]], found: Mapping[str, Sequence[Request]]) -> Figure:
    kinds = sorted({each.what for each in found["ours"]})
    by_kind = ", ".join(
        f"{kind} " + " / ".join(f"{_p95(found[side], kind):.0f}" for side in ("ours", "other"))
        for kind in kinds
    )
    return Figure(
        NAMES[0],
        ratio(taken["ours"], taken["other"]),
        GOAL,
        tuple(taken["ours"]),
        tuple(taken["other"]),
        f"Issue 13. p95 of whole replies, each run {SECONDS - FIRST} s of {UNITS * 3} people, at"
        f" most {RATE} requests a second: sheets read, progress, saves, links opened and answered."
        " Ours goes through the gateway of the emulator, a function and the emulator's DynamoDB,"
        f" all Python on the same cores; the other is gunicorn with {WORKERS} workers and"
        f" PostgreSQL. p95 in ms, ours / other: {by_kind}.",
    )


def _p95(requests: Sequence[Request], kind: str) -> float:
    return percentile(sorted(each.ms for each in requests if each.what == kind), 95)
