"""Run one replay on a local stack of its own, and leave behind what it published."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress

from rich.console import Console

from infra.demo.casting import first_passwords, operations
from infra.demo.client import Site, changed
from infra.demo.crowds import progress
from infra.demo.reporting import checked, show
from infra.demo.sources import Source
from infra.demo.story import Story
from infra.demo.summaries import summary_of
from infra.folders import BUILD
from infra.local import running
from infra.local.stack import Stack

FOLDER = BUILD / "demo"


def run(source: Source, seed: int, console: Console, *, stay: bool) -> bool:
    """Replay the inputs; True if what was published is what the offline calculator gives.

    With `stay` the stack stays up until a signal ends the program.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    began = time.monotonic()
    console.print("Dựng hệ thống trên máy này / Setting up the local stack …")
    with Stack.start() as stack:
        account = stack.ops()
        site = Site(stack.endpoint, stack.url.removeprefix("http://"))
        ops = operations(site, source.inputs.round, account.email, account.password)
        with progress(console) as bars:
            story = Story(site, stack.messages, ops, source.inputs, seed, FOLDER, bars)
            outcome = story.tell()
        summary = summary_of(
            source.inputs.round, seed, time.monotonic() - began, story.counts, outcome, stack.url
        )
        summary.write(FOLDER)
        show(console, summary, story.counts, outcome)
        faithful = checked(console, outcome, source.expected, FOLDER)
        if stay:
            running.announce(stack)
            for email, first in list(first_passwords(stack.messages()).items())[:2]:
                console.print(f"Đơn vị · unit        {email}  {changed(first)}", highlight=False)
            console.print("Ctrl-C để dừng. / Ctrl-C stops.")
            with suppress(SystemExit):  # what a signal raises
                running.wait()
    return faithful
