"""Sheets: the values and explanations of one unit, and how a save changes them.

A unit has one sheet for its self-assessment and one for each pass of the appraisal, in which the
council's comment takes the place of the explanation; so the values of all three are kept. What the
unit adds between the passes is in a fourth sheet, with explanations and evidence but no values:
what was sent does not change. A save names the version of each leaf that its author saw, so that
people on different leaves never collide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.assessment.changes import KEEP, Change, check_all
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.round import Index


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf as saved: `value` is the rule's input (None = empty), `version` counts its saves
    from 1; `estimated` marks a figure that is estimated to the end of the year (Hà Nội's guide §1).
    """

    value: Any = None
    explanation: str = ""
    version: int = 0
    saved_at: datetime | None = None
    saved_by: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All entries of one unit; `locks_at` is the first instant at which the store refuses a write.

    `submission` is the latest receipt and `sent` the signed report that went with it, also while a
    submitted sheet is open again; `submitted_at` is then None.
    """

    version: int = 0
    locks_at: datetime | None = None
    submitted_at: datetime | None = None
    receipt: str = ""
    digest: str = ""
    approval: Approval | None = None
    submission: Receipt | None = None
    sent: SignedReport | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, leaf: str) -> Entry:
        """The entry of a leaf; an empty one of version 0 if it was never saved."""
        return self.entries.get(leaf, Entry())


@dataclass(frozen=True, slots=True)
class Save:
    """One accepted save, kept for ever: `changes` is {leaf: {"value", "explanation", "version", …}}
    as it was saved.

    `fingerprint` tells the same save sent again from another one under the same id.
    """

    id: str
    fingerprint: str
    by: str
    saved_at: datetime
    locks_at: datetime
    changes: Mapping[str, Mapping[str, Any]]


def save(
    sheet: Sheet, changes: Iterable[Change], index: Index, kind: str, by: str, now: datetime
) -> Sheet:
    """The sheet after the changes, all or nothing; `kind` is one of `changes.SHEETS`.

    Invalid has every problem of the changes; ChangedMeanwhile has both values of every leaf that
    somebody else saved since.
    """
    listed = list(changes)
    if problems := check_all(listed, index, kind):
        raise Invalid(errors=problems)
    stale = [
        _clash(change, sheet.entry(change.leaf))
        for change in listed
        if change.version != sheet.entry(change.leaf).version
    ]
    if stale:
        raise ChangedMeanwhile(errors=stale)
    saved = {
        change.leaf: _changed(sheet.entry(change.leaf), change, index, by, now) for change in listed
    }
    return replace(sheet, version=sheet.version + 1, entries={**sheet.entries, **saved})


def _clash(change: Change, current: Entry) -> Problem:
    given = {name: getattr(change, name) for name in ("value", "explanation", "estimated")}
    yours = {
        **{name: None if part is KEEP else part for name, part in given.items()},
        "version": change.version,
    }
    return Problem(
        change.leaf,
        f"{current.saved_by or 'Người khác'} vừa lưu mục này; hãy so sánh hai giá trị rồi lưu lại",
        f"{current.saved_by or 'Somebody else'} saved this criterion meanwhile;"
        " compare both values and save again",
        "changed_meanwhile",
        {"yours": yours, "theirs": as_json(current)},
    )


def _changed(entry: Entry, change: Change, index: Index, by: str, now: datetime) -> Entry:
    value = entry.value if change.value is KEEP else change.value
    if value is not None:  # other keys are dropped, since a sheet is one item of limited size
        value = {key: value[key] for key in index.leaf(change.leaf).rule.keys if key in value}
    explanation = entry.explanation if change.explanation is KEEP else (change.explanation or "")
    estimated = entry.estimated if change.estimated is KEEP else bool(change.estimated)
    return Entry(value, explanation, entry.version + 1, now, by, estimated and value is not None)


def as_json(entry: Entry) -> dict[str, Any]:
    """The entry as the API shows it."""
    return {
        "value": entry.value,
        "explanation": entry.explanation,
        "estimated": entry.estimated,
        "version": entry.version,
        "saved_at": to_text(entry.saved_at) if entry.saved_at else None,
        "saved_by": entry.saved_by,
    }
