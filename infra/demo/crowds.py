"""Many people doing the same thing at once, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from infra.demo.client import Site
from infra.steps import Steps

Item = TypeVar("Item")

PEOPLE_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who visit one site together; when one of them fails, or a signal comes, all leave."""

    steps: Steps
    site: Site

    def everybody(self, title: str, items: Sequence[Item], act: Callable[[Item], None]) -> None:
        """`act` for every item, at most eight at once; the first failure ends it and is raised."""
        with (
            self.steps.begin(title, len(items)) as step,
            ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool,
        ):

            def one(item: Item) -> None:
                act(item)
                step.advance()

            try:
                done, _ = wait(
                    [pool.submit(one, item) for item in items], return_when=FIRST_EXCEPTION
                )
                for future in done:
                    future.result()
            except BaseException:
                self.site.leave()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
