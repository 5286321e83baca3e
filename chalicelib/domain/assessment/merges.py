"""Three-way merge of one criterion: its value when the workbook was made, in the workbook, and now.

A person has to choose only between parts that both sides changed, differently. A part that already
has the wanted value is not changed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from chalicelib.domain import decimals
from chalicelib.domain.assessment.changes import KEEP, Change
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.tree import Leaf

PARTS = ("value", "explanation", "estimated")


@dataclass(frozen=True, slots=True)
class Part:
    """One of PARTS: its current value, the wanted one, and whether somebody else changed it since
    (`clash`).
    """

    name: str
    now: Any
    wanted: Any
    clash: bool


def parts(
    change: Change, entry: Entry, touched: Collection[str], leaf: Leaf | None
) -> tuple[Part, ...]:
    """The parts that the change would change; `touched` are the PARTS that others changed since its
    author saw the entry.

    `leaf` is None for a text of the report, which has no value.
    """
    value = entry.value if change.value is KEEP else change.value
    wanted = {
        "value": value,
        "explanation": (
            entry.explanation if change.explanation is KEEP else change.explanation or ""
        ),
        # A mark without a value does not count (`sheets.save`).
        "estimated": (
            entry.estimated
            if change.estimated is KEEP
            else bool(change.estimated) and value is not None
        ),
    }
    return tuple(
        Part(name, getattr(entry, name), wanted[name], name in touched)
        for name in PARTS
        if not (
            same_value(leaf, entry.value, value)
            if name == "value"
            else wanted[name] == getattr(entry, name)
        )
    )


def same_value(leaf: Leaf | None, one: Any, other: Any) -> bool:
    """Whether two values are the same to the rule of the leaf: 0.50 is 0.5, and 3 is "3"."""
    if one is None or other is None or leaf is None:
        return bool(one == other)
    return all(_plain(one.get(key)) == _plain(other.get(key)) for key in leaf.rule.keys)


def _plain(given: Any) -> Any:
    exact = decimals.parse(str(given))
    return str(given) if exact is None else exact
