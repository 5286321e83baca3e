"""Many people doing the same thing at once, with a bar that shows how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Item = TypeVar("Item")
Result = TypeVar("Result")

PEOPLE_AT_ONCE = 8


def progress(console: Console) -> Progress:
    """The bars of the whole story, one line an act."""
    return Progress(
        TextColumn("{task.description:<44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )


def everybody(
    bars: Progress, title: str, items: Sequence[Item], act: Callable[[Item], Result]
) -> list[Result]:
    """`act` for every item, at most eight at once; results in the order of the items. The first failure ends it."""
    bar = bars.add_task(title, total=len(items))

    def one(item: Item) -> Result:
        result = act(item)
        bars.advance(bar)
        return result

    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
        futures = [pool.submit(one, item) for item in items]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    failed = next((future for future in futures if not future.cancelled() and future.exception()), None)
    if failed is not None:
        failed.result()
    return [future.result() for future in futures]
