"""Replies of the routes of a unit's self-assessment."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.replies import Points, ReplyModel, Submission, TextReply, WindowReply


class UnitNameReply(ReplyModel):
    """A unit and its name."""

    id: str
    name: TextReply


class FilledReply(ReplyModel):
    """How much of a self-assessment is done: `filled` of `leaves` criteria have a value,
    `needs_explanation` still need an explanation.
    """

    leaves: int
    filled: int
    needs_explanation: int


class UnitStateReply(ReplyModel):
    """The state of a unit: its windows, its progress, whether it has submitted, and its respondent
    lists.
    """

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
    """The criteria tree as it was loaded (contract §2); each criterion with points has
    `applies`.
    """

    index: str
    title: TextReply
    illustrative: bool
    areas: list[dict[str, Any]]


class EntryReply(ReplyModel):
    """The saved entry of a criterion; `points` is what its rule gives for `value`."""

    value: Any
    points: Points | None
    explanation: str
    estimated: bool
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class UnitEntryReply(EntryReply):
    """The entry of a criterion with the ids of its evidence files."""

    evidence: list[str] = []


class TotalReply(ReplyModel):
    """Points reached, and the maximum."""

    points: Points
    maximum: Points


class TotalsReply(TotalReply):
    """Points reached and the maximum, overall and by area."""

    areas: dict[str, TotalReply]


class SheetReply(ReplyModel):
    """Everything a unit has saved; the texts of its report are under `report:difficulties` and
    `report:proposals`.

    `sent_at` is the instant of the latest submission, also after the self-assessment was reopened;
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
    """What a save changed at a criterion; members that it did not change are left out."""

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
