"""One cell of the matrix: a call of a flow meets a fault, then the same act is done again."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.api.serving import problems
from tests.faults import dump
from tests.faults.kinds import DISORDER, KINDS, STALE, TWICE, Kind
from tests.faults.line import Call, Killed
from tests.faults.world import OLD, World, world
from tests.site import Answer

# What an act says of itself: an answer, or nothing where a function was called.
Said = Answer | None
REPEATS = 4


@dataclass(frozen=True, slots=True)
class Flow:
    """One act. `prepare` is what comes before it, `act` does it, as often as asked.

    `settles`: codes that a repetition may read, for then the act was done. `more`: what may be
    there more often than in a clean run, by the beginning of its line in the dump. `pause`: after
    which the act is repeated. `job`: a queue or a clock does it, not a person.
    """

    name: str
    prepare: Callable[[World], None]
    act: Callable[[World], Said]
    settles: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    pause: timedelta = timedelta(seconds=6)
    job: bool = False


@dataclass(frozen=True, slots=True)
class Clean:
    """The run without a fault: its calls, and everything kept at its end; whether there is a stale
    copy of the round, and how many messages come.
    """

    calls: tuple[Call, ...]
    kept: Counter[str]
    stale: bool
    messages: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one try showed: what was read first, how often the act was repeated, what is wrong."""

    flow: str
    call: str
    kind: str
    read: str
    repeats: int
    wrong: str = ""
    more: int = 0


def clean(flow: Flow) -> Clean:
    """Run a flow without a fault."""
    with world() as at:
        _begin(flow, at)
        said = flow.act(at)
        assert said is None or said.status < 300, said.body.decode()
        calls = tuple(at.line.calls)
        messages = len(at.kept.get("messages", ())) if flow.job else 0
        return Clean(calls, dump.taken(at), OLD in at.kept, messages)


def _begin(flow: Flow, at: World) -> None:
    at.prepare(flow.name, flow.prepare)
    at.restart()
    at.line.listen()


def cells(flow: Flow, run: Clean) -> Iterator[tuple[int, Kind]]:
    """Every call of the flow with every fault that can befall it, and what befalls all of it (at
    place -1).
    """
    whole = ((STALE, run.stale), (TWICE, flow.job), (DISORDER, run.messages > 1))
    yield from ((-1, kind) for kind, is_there in whole if is_there)
    for place, call in enumerate(run.calls):
        for kind in KINDS:
            if kind.befalls(call):
                yield place, kind


def attempt(flow: Flow, run: Clean, place: int, kind: Kind) -> Cell:
    """Let the call at that place meet the fault, repeat the act until it is done, compare."""
    call = str(run.calls[place]) if place >= 0 else "–"
    with world() as at:
        _begin(flow, at)
        if kind is STALE:
            at.stale()
        if kind is DISORDER:
            at.kept["messages"].reverse()
        if kind is TWICE:
            _read(flow, at)
            at.clock.pass_(seconds=flow.pause.total_seconds())
        at.line.listen(kind.fault, place)
        read, wrong = _read(flow, at)
        reads = [read]
        while not _settled(flow, read) and len(reads) <= REPEATS and not wrong:
            at.clock.pass_(seconds=flow.pause.total_seconds())
            at.restart()
            at.line.listen()
            read, wrong = _read(flow, at)
            reads.append(read)
        more = 0
        if not wrong and not _settled(flow, read):
            wrong = f"ends with {read}"
        if not wrong and len(reads) > 1 and not _fit(reads[0], kind):
            wrong = f"reads {reads[0]}"
        if not wrong:
            wrong, more = _compared(flow, run.kept, dump.taken(at))
    return Cell(flow.name, call, kind.name, reads[0], len(reads) - 1, wrong, more)


def _read(flow: Flow, at: World) -> tuple[str, str]:
    """What the person or the queue reads, and what is wrong with that."""
    try:
        said = flow.act(at)
    except Killed:
        return "nothing", ""
    except Exception as error:  # noqa: BLE001  a function that raises is what a queue sees
        if flow.job:
            return "fails", ""
        return "raises", "".join(traceback.format_exception(error))[-2000:]
    if said is None or said.status < 300:
        return "done", ""
    code = said.code
    wrong = "" if said.status != 500 else f"500: {said.body.decode()}"
    if said.status == 503:
        wrong = "" if said.headers.get("retry-after") else "503 without Retry-After"
    return f"{said.status} {code}", wrong


def _settled(flow: Flow, read: str) -> bool:
    return read == "done" or read.partition(" ")[2] in flow.settles


def _fit(read: str, kind: Kind) -> bool:
    """Whether somebody who reads that knows to try again."""
    retry = f"{problems.status_of(_unavailable())} unavailable"
    return read in (retry, "fails", "429 too_many_requests") or (kind.kills and read == "nothing")


def _unavailable() -> Any:
    from chalicelib.domain.errors import Unavailable

    return Unavailable


def _compared(flow: Flow, clean_: Counter[str], now: Counter[str]) -> tuple[str, int]:
    """What is lost and what is there more often, and how much more of what may be."""
    lacking, over = clean_ - now, now - clean_
    allowed = sum(n for line, n in over.items() if line.startswith(flow.more or ("\0",)))
    surplus = [line for line in over if not line.startswith(flow.more or ("\0",))]
    if not lacking and not surplus:
        return "", allowed
    told = [f"- {line[:400]}" for line in sorted(lacking)]
    told += [f"+ {line[:400]}" for line in sorted(surplus)]
    return "\n".join(told), allowed
