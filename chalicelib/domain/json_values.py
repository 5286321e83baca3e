"""Values that are kept as JSON, read whichever release wrote them: what it did not know yet is at
its default, what it knew beyond is left out.

So a member that is added to a kept value has a default, and none gets another meaning
(docs/decisions/046).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar, cast

Kept = TypeVar("Kept")


def of(kind: type[Kept], content: Mapping[str, Any]) -> Kept:
    """The dataclass `kind` of an object of JSON; TypeError without a member that has no default."""
    known = _names(cast("Any", kind))
    return kind(**{name: value for name, value in content.items() if name in known})


def of_row(kind: type[Kept], row: Sequence[Any]) -> Kept:
    """The dataclass `kind` of an array of its members in their order; TypeError as `of`."""
    return kind(*row[: len(_names(cast("Any", kind)))])


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
