"""The preview of a workbook as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.actions.assessment.importing import Previewed, WorkbookPreview
    from chalicelib.domain.errors import Problem


def preview(workbook: WorkbookPreview) -> dict[str, Any]:
    """What a workbook would change; `entries` has no part that somebody else changed, and is empty
    if there is any error.
    """
    entries = [] if workbook.errors else list(map(_entry, filter(_is_wanted, workbook.changes)))
    return {
        "changes": list(map(_change, workbook.changes)),
        "errors": [_problem(error.cell, error.problem) for error in workbook.errors],
        "doubts": [_problem(doubt.cell, doubt.problem) for doubt in workbook.doubts],
        "entries": entries,
    }


def _change(change: Previewed) -> dict[str, Any]:
    return {
        "leaf": change.leaf,
        "cell": change.cell,
        "version": change.entry.version,
        "points": change.points,
        "saved_by": change.entry.saved_by,
        "saved_at": change.entry.saved_at,
        "parts": [
            {
                "part": part.name,
                "from": part.now,
                "to": part.wanted,
                "changed_meanwhile": part.clash,
            }
            for part in change.parts
        ],
    }


def _problem(cell: str, problem: Problem) -> dict[str, str]:
    return {"cell": cell, "at": problem.at, "detail": problem.vi, "detail_en": problem.en}


def _is_wanted(change: Previewed) -> bool:
    """Whether there is a part that nobody else changed."""
    return not all(part.clash for part in change.parts)


def _entry(change: Previewed) -> dict[str, Any]:
    """The change as a save takes it, without parts that somebody else changed."""
    wanted = {part.name: part.wanted for part in change.parts if not part.clash}
    return {"leaf": change.leaf, "version": change.entry.version, **wanted}
