"""What the routes of a unit's own sheet answer with."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.replies import Points, ReplyModel, Submission, TextReply, WindowReply


class UnitNameReply(ReplyModel):
    """A unit and its name."""

    id: str
    name: TextReply


class FilledReply(ReplyModel):
    """How much of a sheet is done."""

    leaves: int
    filled: int
    needs_explanation: int


class UnitStateReply(ReplyModel):
    """The state of a unit."""

    round: str
    index: str
    unit: UnitNameReply
    title: TextReply
    windows: dict[str, WindowReply]
    submitted_at: AwareDatetime | None
    receipt: str | None
    submission: Submission
    progress: FilledReply
    locked_since: AwareDatetime | None
    locked_reason: TextReply | None
    lists: dict[str, dict[str, Any]] = {}


class CriteriaReply(ReplyModel):
    """The criteria tree as it was loaded (contract §2); each leaf has `applies`."""

    index: str
    title: TextReply
    illustrative: bool
    areas: list[dict[str, Any]]


class EntryReply(ReplyModel):
    """A leaf as saved; `points` is what the rule gives for `value`."""

    value: Any
    points: Points | None
    explanation: str
    estimated: bool
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class UnitEntryReply(EntryReply):
    """A leaf of the unit's own sheet, with the ids of its evidence."""

    evidence: list[str] = []


class TotalReply(ReplyModel):
    """Points reached, and the most there are."""

    points: Points
    maximum: Points


class TotalsReply(TotalReply):
    """The same for each area."""

    areas: dict[str, TotalReply]


class SheetReply(ReplyModel):
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
    entries: dict[str, UnitEntryReply]
    totals: TotalsReply


class SavedEntryReply(ReplyModel):
    """What a save made of a leaf; members it did not touch are left out."""

    version: int
    value: Any = None
    points: Points | None = None
    explanation: str | None = None
    estimated: bool | None = None
    comment: str | None = None


class SavedReply(ReplyModel):
    """An accepted save."""

    save_id: str
    saved_at: AwareDatetime
    locks_at: AwareDatetime
    entries: dict[str, SavedEntryReply]
