"""Sent sheets: a self-assessment as it was submitted, which is all that the council sees of it.

A sheet that was never submitted shows nothing. One that operations staff have opened again shows
what its latest submission had; what was saved since is the unit's own until it submits again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from chalicelib.domain.assessment.sheets import Entry, Save, Sheet
from chalicelib.domain.evidence.files import EvidenceFile


def is_reopened(sheet: Sheet) -> bool:
    """Whether the sheet was submitted and is open again, so that its saves tell what was sent."""
    return sheet.submission is not None and sheet.submitted_at is None


def as_sent(sheet: Sheet, saves: Iterable[Save] = ()) -> Sheet:
    """The sheet with the entries of its latest submission, none if there was none; `saves` are all
    of its saves, which only a reopened sheet needs.
    """
    if sheet.submission is None:
        return replace(sheet, entries={})
    if sheet.submitted_at is not None:
        return sheet
    sent_at = sheet.submission.submitted_at
    return replace(sheet, entries=_entries(save for save in saves if save.saved_at <= sent_at))


def files_sent(sheet: Sheet, files: Iterable[EvidenceFile]) -> list[EvidenceFile]:
    """Those of all confirmed files of a unit that its latest submission had, also if they were
    removed since.
    """
    if sheet.submission is None:
        return []
    sent_at = sheet.submission.submitted_at
    return [
        file
        for file in files
        if file.uploaded_at is not None
        and file.uploaded_at <= sent_at
        and (file.removed_at is None or file.removed_at > sent_at)
    ]


def _entries(saves: Iterable[Save]) -> dict[str, Entry]:
    """Every leaf as the last of these saves left it; a save has only the parts that it changed."""
    steps: dict[str, list[tuple[int, Save, Any]]] = defaultdict(list)
    for save in saves:
        for leaf, change in save.changes.items():
            if leaf:  # approving and submitting are saves too, of no leaf
                steps[leaf].append((change["version"], save, change))
    return {leaf: _entry(sorted(found, key=lambda step: step[0])) for leaf, found in steps.items()}


def _entry(steps: list[tuple[int, Save, Any]]) -> Entry:
    parts: dict[str, Any] = {}
    for version, save, change in steps:
        parts |= {
            name: change[name] for name in ("value", "explanation", "estimated") if name in change
        }
        parts |= {"version": version, "saved_at": save.saved_at, "saved_by": save.by}
    return Entry(**parts)
