"""Many people doing the same thing at once, with a bar that shows how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from infra.demo.client import Site

Item = TypeVar("Item")

PEOPLE_AT_ONCE = 8


def progress(console: Console) -> Progress:
    """The bars of the whole story, one line an act."""
    return Progress(
        TextColumn("{task.description:<44}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who visit one site together; when one of them fails, or a signal comes, all leave."""

    bars: Progress
    site: Site

    def everybody(self, title: str, items: Sequence[Item], act: Callable[[Item], None]) -> None:
        """`act` for every item, at most eight at once; the first failure ends it and is raised."""
        bar = self.bars.add_task(title, total=len(items))

        def one(item: Item) -> None:
            act(item)
            self.bars.advance(bar)

        with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
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
