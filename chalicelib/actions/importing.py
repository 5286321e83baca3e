"""The workbook of a sheet: handed out, and taken back as a preview; only the ordinary save changes anything."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from chalicelib.actions import ruling
from chalicelib.actions.saving import Place
from chalicelib.domain import decimals, reports
from chalicelib.domain.assessments import Sheet
from chalicelib.domain.changes import KEEP, Change
from chalicelib.domain.errors import Finding, Invalid
from chalicelib.store import evidence, sheets


@dataclass(frozen=True, slots=True)
class Preview:
    """What a filled workbook would change, all that is wrong with it, and what should be looked at again.

    `entries` is ready for the ordinary save.
    """

    changes: list[dict[str, Any]]
    errors: list[dict[str, str]]
    doubts: list[dict[str, str]]
    entries: list[dict[str, Any]]


def workbook(at: Place) -> bytes:
    """The unit's sheet as a workbook."""
    from chalicelib.documents import workbooks

    sheet, skipped = sheets.get(at.key), _skipped(at)
    report = reports.report_of(at.round, at.unit, sheet, evidence.list_confirmed(at.key), skipped)
    return workbooks.xlsx(report, at.index, sheet, skipped)


def preview(at: Place, content: str) -> Preview:
    """Compare a filled workbook (base64) with the sheet; with any error there are no entries, so nothing can be saved.

    Invalid if the file is no workbook, or that of another unit.
    """
    from chalicelib.documents import workbook_changes, workbook_reading

    filled = workbook_reading.read(_bytes(content))
    if (filled.round, filled.unit, filled.index) != (at.round.id, at.unit.id, at.unit.index):
        raise Invalid(errors=[Finding("content", "Tệp này của đơn vị hoặc kỳ khác; hãy tải mẫu của đơn vị mình về",
                                      "This file is of another unit or round; download your own unit's form",
                                      "another_workbook")])
    outcome = workbook_changes.compare(filled, at.index, _skipped(at))
    sheet = sheets.get(at.key)
    errors, doubts = ([{"cell": each.cell, "at": each.finding.at, "detail": each.finding.vi,
                        "detail_en": each.finding.en} for each in found] for found in (outcome.faults, outcome.doubts))
    changes = [_shown(at, sheet, each.cell, each.change) for each in outcome.changed]
    return Preview(changes, errors, doubts, [] if errors else [_entry(each.change) for each in outcome.changed])


def _bytes(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Invalid(errors=[Finding("content", "Nội dung phải là base64", "The content must be base64")]) from fault


def _skipped(at: Place) -> frozenset[str]:
    return ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())


def _entry(change: Change) -> dict[str, Any]:
    parts = {"value": change.value, "explanation": change.explanation, "estimated": change.estimated}
    return {"leaf": change.leaf, "version": change.version,
            **{name: part for name, part in parts.items() if part is not KEEP}}


def _shown(at: Place, sheet: Sheet, cell: str, change: Change) -> dict[str, Any]:
    leaf, entry = at.index.leaves.get(change.leaf), sheet.entry(change.leaf)
    value = entry.value if change.value is KEEP else change.value
    points = leaf.rule.points(value, leaf) if leaf and value is not None else None
    return {
        **_entry(change), "cell": cell, "value": value,
        "from": reports.spoken(leaf, entry.value) if leaf else "", "to": reports.spoken(leaf, value) if leaf else "",
        "points": None if points is None else decimals.two(points),
        "changed_meanwhile": entry.version != change.version,
    }
