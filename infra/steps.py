"""What is being done and how far it is: a bar a step on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

Begin = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work under way; any thread may move it on."""

    bars: Progress
    task: TaskID

    def advance(self) -> None:
        """One more is done."""
        self.bars.advance(self.task)

    def reach(self, done: int) -> None:
        """So many are done by now."""
        self.bars.update(self.task, completed=done)


class Steps:
    """Shows steps on `console` for as long as it is entered."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._plain = not console.is_terminal
        self._bars = Progress(
            TextColumn("{task.description:<44}"),
            BarColumn(),
            _Count(),
            TimeElapsedColumn(),
            console=console,
            disable=self._plain,
        )

    def __enter__(self) -> Steps:
        if not self._plain:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._plain:
            self._bars.stop()

    @contextmanager
    def begin(self, title: str, total: int | None = None) -> Iterator[Step]:
        """A step of `total` parts, or of one whose length nobody knows."""
        task = self._bars.add_task(title, total=total)
        if self._plain:
            self.note(f"{title} …")
        yield Step(self._bars, task)
        self._bars.update(task, total=total or 1, completed=total or 1)
        if self._plain:
            count = "" if total is None else f" {total}/{total}"
            self.note(f"{title}:{count} {self._bars.tasks[task].elapsed or 0:.1f} s")

    def note(self, text: str) -> None:
        """A line above the bars."""
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)


class _Count(MofNCompleteColumn):
    """How many of how many, where there is anything to count."""

    def render(self, task: Task) -> Text:
        return Text() if task.total in (None, 1) else super().render(task)


def silently(_title: str) -> AbstractContextManager[object]:
    """A step that nobody watches."""
    return nullcontext()
