"""A world for one try: the whole application in process, its AWS behind a `Line`, its clock and its
chance told.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from chalicelib import clock as real_clock
from chalicelib import tokens
from chalicelib.actions.rounds import current
from chalicelib.api.serving import authentication
from chalicelib.aws import secrets
from chalicelib.store import rounds as store
from tests import fake_aws
from tests.api.conftest import Clock, in_process
from tests.fake_aws import Aws
from tests.faults import line
from tests.faults.line import Line
from tests.site import Answer, Site
from tests.small_round import ROUND

OLD = "old copy"


@dataclass
class World:
    """`kept` is what the steps before the act leave for it, as a page keeps it."""

    aws: Aws
    site: Site
    clock: Clock
    line: Line
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock.instant

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Answer:
        """A request, whose answer is held against the description."""
        return self.site.call(method, path, body, token)

    def prepare(self, name: str, steps: Callable[[World], None]) -> None:
        """Run the steps, or put everything into the state that they left the first time."""

        def taken() -> tuple[datetime, dict[str, str], dict[str, Any]]:
            steps(self)
            return self.clock.instant, dict(self.site.tokens), self.kept

        given = fake_aws.once(f"faults {name}", taken)
        self.clock.instant, tokens_, self.kept = given
        self.site.tokens = tokens_
        self.line.letters.clear()

    def remember(self) -> None:
        """Keep the copy of the round that a process takes now."""
        current._copies.clear()
        current.get(ROUND, self.now)
        self.kept[OLD] = store.get_document(ROUND)[1], current._copies[ROUND][2]

    def stale(self) -> None:
        """Be a process that took that copy a moment ago, though the round has changed since."""
        text, table = self.kept[OLD]
        round_, units = current.parsed(text)
        current._copies[ROUND] = (self.now - timedelta(seconds=4), round_, table, units)

    def restart(self) -> None:
        """What comes next runs in a new process, which knows nothing."""
        current._copies.clear()
        authentication._keys.cache_clear()
        secrets.link_key.cache_clear()
        secrets.signal_key.cache_clear()


@contextmanager
def world() -> Iterator[World]:
    """One world; within a process, one after the other."""
    with pytest.MonkeyPatch.context() as patch, fake_aws.world(patch) as aws:
        clock = Clock()
        patch.setattr(real_clock, "now", clock.now)
        patch.setattr(real_clock, "pause", lambda wait: clock.pass_(seconds=wait.total_seconds()))
        patch.setattr(time, "sleep", lambda _: None)  # the SDK's pauses between attempts
        ids = itertools.count()
        patch.setattr(tokens, "identifier", lambda: f"id{next(ids):014}")
        patch.setattr(tokens, "first_password", lambda: "Abcd-efgh-2345-6789")
        patch.setattr(tokens, "shuffler", partial(Random, 1))
        with line.held(patch) as held:
            site = in_process(aws, clock)
            site.interrupted = True
            made = World(aws, site, clock, held)
            made.restart()
            yield made
            made.restart()
