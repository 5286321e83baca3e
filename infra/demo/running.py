"""Run one replay on a local stack of its own, and leave behind what it published."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress

from rich.console import Console

from infra.demo.accounts import accounts
from infra.demo.casting import operations
from infra.demo.client import Site, segment
from infra.demo.reporting import checked, show
from infra.demo.sources import Source
from infra.demo.story import Story
from infra.demo.summaries import summary_of
from infra.folders import BUILD
from infra.local import running
from infra.local.introduction import Account
from infra.local.stack import Stack
from infra.steps import Steps

FOLDER = BUILD / "demo"


def run(source: Source, seed: int, console: Console, *, stay: bool) -> bool:
    """Replay the inputs; True if what was published is what the offline calculator gives.

    With `stay` the stack stays up until a signal ends the program.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    began = time.monotonic()
    with Steps(console) as steps:
        stack = Stack.start(begin=steps.begin)
    with stack:
        with Steps(console) as steps:
            story = _story(stack, source, seed, steps)
            outcome = story.tell()
            with steps.begin("Thử từng vai trò / Signing in as each role"):
                introduced = accounts(source.inputs, story.ops, outcome.cast, stack.url)
        summary = summary_of(
            source.inputs.round, seed, time.monotonic() - began, story.counts, outcome, stack.url
        )
        summary.write(FOLDER)
        show(console, summary, story.counts, outcome)
        faithful = checked(console, outcome, source.expected, FOLDER)
        if stay:
            _stay(stack, source, introduced)
    return faithful


def _story(stack: Stack, source: Source, seed: int, steps: Steps) -> Story:
    with steps.begin("Tài khoản điều hành / Operations account"):
        account = stack.ops()
    site = Site(stack.endpoint, stack.url.removeprefix("http://"))
    ops = operations(site, source.inputs.round, account.email, account.password)
    return Story(site, stack.messages, ops, source.inputs, seed, FOLDER, steps)


def _stay(stack: Stack, source: Source, introduced: list[Account]) -> None:
    """Introduce the system, on the terminal and in a file beside the results, and wait."""
    rankings = f"{stack.url}/rankings/{segment(source.inputs.round)}"
    results = {
        f"Xếp hạng · {index['id']}": f"{rankings}/{segment(index['id'])}"
        for index in source.inputs.document["indexes"]
    }
    told = running.announce(stack, introduced, results)
    (FOLDER / "accounts.txt").write_text(f"{told}\n", encoding="utf-8")
    print("Ctrl-C để dừng. · Ctrl-C stops.", flush=True)
    with suppress(SystemExit):  # what a signal raises
        running.wait()
