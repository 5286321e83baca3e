"""Appraisals as JSON."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from chalicelib.api.assessment import sheet_views
from chalicelib.api.evidence import views as evidence_views
from chalicelib.api.views import text
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.accepting import Done
    from chalicelib.actions.appraisal.comparing import ComparedUnit
    from chalicelib.actions.appraisal.looking_back import LeafBefore
    from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
    from chalicelib.domain.assessment.sheets import Entry
    from chalicelib.domain.criteria.tree import Leaf


def comments(entries: dict[str, Any]) -> dict[str, Any]:
    """Entries of a sheet of the council, by leaf."""
    return {code: comment(entry) for code, entry in entries.items()}


def without(entries: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """These entries by leaf without the hidden ones."""
    return {code: entry for code, entry in entries.items() if code not in hidden}


def share(appraised: int, leaves: int) -> dict[str, int]:
    """How many of the leaves that take a value have one."""
    return {"appraised": appraised, "leaves": leaves}


def comment(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with its explanation as the comment, and without `estimated`."""
    return {
        "comment" if name == "explanation" else name: value
        for name, value in entry.items()
        if name != "estimated"
    }


def case(found: ComparedUnit, leaf: Leaf) -> dict[str, Any]:
    """One unit's case of a leaf."""
    from chalicelib.domain.assessment import receipts

    return {
        "unit": found.unit.id,
        "name": text(found.unit.name),
        "submission": receipts.submission(found.sheet.submission),
        "applies": found.applies,
        "own": _entry(found.own, leaf) if found.own.version else None,
        "evidence": [evidence_views.file(file) for file in found.files],
        "appraisals": {
            str(number): comment(_entry(entry, leaf))
            for number, entry in found.passes.items()
            if entry.version
        },
        "doubts": list(found.doubts),
    }


def _entry(entry: Entry, leaf: Leaf) -> dict[str, Any]:
    from chalicelib.domain.assessment.sheets import as_json

    return {**as_json(entry), "points": sheet_views.points(leaf, entry)}


def explanation_request(asked: ExplanationRequest) -> dict[str, Any]:
    """A request for an explanation."""
    return {
        "leaf": asked.leaf,
        "question": asked.question,
        "version": asked.version,
        "by": asked.by,
        "asked_at": asked.asked_at,
    }


def before(found: LeafBefore) -> dict[str, Any]:
    """A leaf as it was in an earlier round."""
    return {
        "applied": found.applied,
        "maximum": decimals.two(found.leaf.max),
        "own_points": sheet_views.points(found.leaf, found.own),
        "value": found.given.value,
        "points": sheet_views.points(found.leaf, found.given),
        "comment": found.given.explanation,
    }


def acceptance(done: Done) -> dict[str, Any]:
    """A bulk acceptance."""
    return {
        "act": done.act.id,
        "pass": done.act.number,
        "asked_at": done.act.asked_at,
        "undone": done.act.undone,
        "changed": {unit: list(leaves) for unit, leaves in done.changed.items() if leaves},
        "left": done.left,
    }
