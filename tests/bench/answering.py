"""One survey answer: its CPU against Django REST framework on PostgreSQL, its calls and its write
units.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from infra import environment
from infra.folders import BUILD, PROJECT
from infra.local.stack import Stack
from tests.bench import postgres
from tests.bench.cold_starts import unpacked
from tests.bench.figures import Advance, Figure, interleaved, ratio
from tests.bench.relaying import Call, relay

NAMES = ("answer_vs_django", "answer_calls", "answer_write_units")
GOALS = (0.6, 2, 4)
RUNS, ANSWERS = 41, 100  # many short runs: a busy neighbour then spoils few of them
LINKS = 50
STEPS = RUNS * 2 + LINKS
HERE = Path(__file__).parent
DJANGO = BUILD / "bench" / "django"
LOG = BUILD / "bench" / "answers.log"

_CORES = sorted(os.sched_getaffinity(0))
HANDLER, SERVERS = set(_CORES[:1]), set(_CORES[1:] or _CORES)

Ask = Callable[[str], str]
"""Give a program a line, get its answer."""


@contextmanager
def program(
    command: Sequence[str | Path], env: Mapping[str, str], given: str = ""
) -> Iterator[Ask]:
    """A program that says `ready` and then answers line by line; SystemExit with its words if it
    ends.
    """
    with (
        LOG.open("w+") as log,
        subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, HANDLER),
        ) as running,
    ):

        def ask(line: str) -> str:
            assert running.stdin is not None and running.stdout is not None
            if line:
                running.stdin.write(f"{line}\n")
                running.stdin.flush()
            answer = running.stdout.readline().strip()
            if not answer:
                raise SystemExit(f"{command[-2]} ended:\n{LOG.read_text()[-2000:]}")
            return answer

        if ask(given) != "ready":
            raise SystemExit(f"{command[-2]} is not ready.")
        try:
            yield ask
        finally:
            assert running.stdin is not None
            running.stdin.close()


def links(env: Mapping[str, str], round_id: str, number: int) -> str:
    """So many links of the twenty-question questionnaire, as one JSON line."""
    command = [sys.executable, "-m", "tests.open_links", round_id, str(number)]
    told = subprocess.run(
        command, cwd=PROJECT, env=dict(env), check=True, stdout=subprocess.PIPE, text=True
    )
    return told.stdout.splitlines()[-1]


def measure(advance: Advance) -> list[Figure]:
    """The three figures."""
    environment.prepare(DJANGO, HERE / "django-requirements.txt")
    folder = unpacked()
    command: list[str | Path] = [
        sys.executable,
        "-I",
        "-S",
        "-B",
        HERE / "packaged_answers.py",
        folder,
    ]
    # The databases get cores of their own, where there are several, as they have in real life.
    os.sched_setaffinity(0, SERVERS)
    try:
        with Stack.start() as stack:
            env = stack.function_environment()
            taken = _cpu(command, env, advance)
            first, each = _calls(command, env, stack.endpoint, advance)
    finally:
        os.sched_setaffinity(0, _CORES)
    return [_cpu_figure(taken), *_call_figures(first, each)]


def _cpu(
    command: Sequence[str | Path], env: Mapping[str, str], advance: Advance
) -> dict[str, list[float]]:
    with postgres.session() as session:
        django: list[str | Path] = [DJANGO / "bin" / "python", "-P", HERE / "django_answers.py"]
        given = links(env, "answers-2026", ANSWERS * (RUNS + 1))
        with (
            program(command, env, given) as ours,
            program(django, django_environment(session.port)) as other,
        ):
            return interleaved(
                {
                    "ours": lambda: float(ours(str(ANSWERS))),
                    "other": lambda: float(other(str(ANSWERS))),
                },
                RUNS,
                advance,
            )


def django_environment(port: str) -> dict[str, str]:
    """What the Django example wants of its environment."""
    return {"PATH": os.environ["PATH"], "PGPORT": port, "SECRET_KEY": secrets.token_urlsafe(48)}


def _calls(
    command: Sequence[str | Path], env: Mapping[str, str], endpoint: str, advance: Advance
) -> tuple[list[Call], list[list[Call]]]:
    """The calls for the first link that a process meets, and for each of the others, opened and
    answered.
    """
    given = links(env, "calls-2026", LINKS)
    found = []
    with (
        relay(endpoint) as between,
        program(command, {**env, "AWS_ENDPOINT_URL": between.url}, given) as ours,
    ):
        for _ in range(LINKS):
            ours("link")
            found.append(list(between.calls))
            between.calls.clear()
            advance()
    return found[0], found[1:]


def _cpu_figure(taken: Mapping[str, Sequence[float]]) -> Figure:
    ours, other = taken["ours"], taken["other"]
    return Figure(
        NAMES[0],
        ratio(ours, other),
        GOALS[0],
        tuple(ours),
        tuple(other),
        f"Issue 4. CPU of the handler's process alone (user and system, {ANSWERS} answers a run),"
        " warm, one connection. Ours: the packaged app called as Lambda calls it, DynamoDB of the"
        " local stack. Other: Django REST framework called through WSGI, PostgreSQL, least"
        " middleware, C psycopg. Both: signed ballot, window, 20 questions checked, one"
        " transaction that keeps the answer and closes the invitation, JSON. Neither database's"
        " own CPU counts, nor TLS, nor an HTTP server; both run on other cores than the handler.",
    )


def _call_figures(first: Sequence[Call], each: Sequence[Sequence[Call]]) -> list[Figure]:
    calls = [float(len(link)) for link in each]
    units = [sum(call.written for call in link) for link in each]
    usual = "; ".join(
        f"{number} × {operations}"
        for operations, number in Counter(
            ", ".join(call.operation for call in link) for link in each
        ).most_common()
    )
    return [
        Figure(
            NAMES[1],
            median(calls),
            GOALS[1],
            note=(
                "Issue 4. Calls of AWS, counted on the wire, to open and answer a link in a warm"
                f" process, median of {len(each)}: {usual}. A process's first link took"
                f" {len(first)}: {', '.join(c.operation for c in first)}; the timetable is read"
                " again every 5 s, for all links together."
            ),
        ),
        Figure(
            NAMES[2],
            median(units),
            GOALS[2],
            note=(
                "Issue 4. Write units that DynamoDB of the local stack reports for the same links;"
                f" read units: {median(sum(call.read for call in link) for link in each):g}."
            ),
        ),
    ]
