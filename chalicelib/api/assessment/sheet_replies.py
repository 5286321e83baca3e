"""What the routes of a unit's own sheet answer with."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.replies import Answer, Points, Submission, Text, Window


class UnitName(Answer):
    """A unit and its name."""

    id: str
    name: Text


class Filled(Answer):
    """How much of a sheet is done."""

    leaves: int
    filled: int
    needs_explanation: int


class UnitState(Answer):
    """Where a unit stands."""

    round: str
    index: str
    unit: UnitName
    title: Text
    windows: dict[str, Window]
    submitted_at: AwareDatetime | None
    receipt: str | None
    submission: Submission
    progress: Filled
    locked_since: AwareDatetime | None
    locked_reason: Text | None
    lists: dict[str, dict[str, Any]] = {}


class Criteria(Answer):
    """The criteria tree as it was loaded (contract §2); each leaf has `applies`."""

    index: str
    title: Text
    illustrative: bool
    areas: list[dict[str, Any]]


class Entry(Answer):
    """A leaf as saved; `points` is what the rule gives for `value`."""

    value: Any
    points: Points | None
    explanation: str
    estimated: bool
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class UnitEntry(Entry):
    """A leaf of the unit's own sheet, with the ids of its evidence."""

    evidence: list[str] = []


class Total(Answer):
    """Points reached, and the most there are."""

    points: Points
    maximum: Points


class Totals(Total):
    """The same for each area."""

    areas: dict[str, Total]


class Sheet(Answer):
    """Everything a unit has saved; the texts of its report stand under `report:difficulties` and
    `report:proposals`.

    `sent_at` is the instant of the latest submission, also once the sheet is open again;
    `submitted_at` is then null.
    """

    version: int
    locks_at: AwareDatetime
    submitted_at: AwareDatetime | None
    receipt: str | None
    sent_at: AwareDatetime | None
    entries: dict[str, UnitEntry]
    totals: Totals


class SavedEntry(Answer):
    """What a save made of a leaf; members it did not touch are left out."""

    version: int
    value: Any = None
    points: Points | None = None
    explanation: str | None = None
    estimated: bool | None = None
    comment: str | None = None


class Saved(Answer):
    """An accepted save."""

    save_id: str
    saved_at: AwareDatetime
    locks_at: AwareDatetime
    entries: dict[str, SavedEntry]
