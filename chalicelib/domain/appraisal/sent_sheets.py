"""Sent sheets: a self-assessment as it was submitted, which is all that the council sees of it.

A sheet that was never submitted shows nothing. One that operations staff have opened again shows
what its latest submission had; what was saved since is the unit's own until it submits again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.assessment import past_sheets
from chalicelib.domain.assessment.sheets import Save, Sheet
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
    return past_sheets.at(sheet, saves, sheet.submission.submitted_at)


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
