"""All that people put into a round: the story replays it, whether generated or read from a
bundle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.demo.values import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit writes at a leaf; None where it writes nothing."""

    leaf: str
    value: Value | None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One PDF that a unit uploads, and the leaves it serves."""

    name: str
    pages: int
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the council gives at a leaf."""

    leaf: str
    value: Value
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's part of the story; `submits` is False where the inputs are too few for a
    submission.
    """

    entries: tuple[Entry, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    submits: bool = False
    first: tuple[Appraisal, ...] = ()
    final: tuple[Appraisal, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The people of one group who rate one unit: those who answer, and how many more are listed but
    never do.
    """

    index: str
    unit: str
    group: str
    answers: tuple[str, ...]
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """A round with everything its people contribute."""

    document: dict[str, Any]
    units: tuple[dict[str, str], ...]
    sheets: dict[str, Sheet]
    rulings: tuple[dict[str, Any], ...]
    cells: tuple[Cell, ...]

    @property
    def round(self) -> str:
        """The round's id."""
        return str(self.document["id"])


def leaves(index: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The leaves of an index in order; a criterion without leaves is itself one (contract §2)."""
    for area in index["areas"]:
        for criterion in area["criteria"]:
            yield from criterion.get("leaves") or [criterion]
