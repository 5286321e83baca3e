"""Room on the interpreter's stack, without which half of the time of these tests goes into mapping
memory.

CPython 3.11 keeps frames in chunks of 16 KiB and gives a chunk back once its first frame returns. A
loop that happens to run at the end of a chunk maps and unmaps memory at every call, which made
tests two to four times as slow, and other ones each time. After one frame too large for such a
chunk, all others share its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def with_room(act: Callable[[], Result]) -> Result:
    """What `act` gives, called where the frames of some thousand further calls fit into one
    chunk.
    """
    return act()


# Slots of eight bytes: the chunk is the next power of two, so a megabyte, of which half is left.
with_room.__code__ = with_room.__code__.replace(co_stacksize=66_000)
