"""How the preview of a workbook looks in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.actions.assessment.importing import WorkbookPreview


def preview(found: WorkbookPreview) -> dict[str, Any]:
    """What a workbook would change; `entries` leave out what others changed, and are none while an
    error stands.
    """
    changes = [
        {
            "leaf": each.leaf,
            "cell": each.cell,
            "version": each.entry.version,
            "points": each.points,
            "saved_by": each.entry.saved_by,
            "saved_at": each.entry.saved_at,
            "parts": [
                {
                    "part": part.name,
                    "from": part.now,
                    "to": part.wanted,
                    "changed_meanwhile": part.clash,
                }
                for part in each.parts
            ],
        }
        for each in found.changes
    ]
    errors, doubts = (
        [
            {
                "cell": each.cell,
                "at": each.problem.at,
                "detail": each.problem.vi,
                "detail_en": each.problem.en,
            }
            for each in cells
        ]
        for cells in (found.errors, found.doubts)
    )
    entries = [
        {
            "leaf": each.leaf,
            "version": each.entry.version,
            **{part.name: part.wanted for part in each.parts if not part.clash},
        }
        for each in found.changes
        if not all(part.clash for part in each.parts)
    ]
    return {
        "changes": changes,
        "errors": errors,
        "doubts": doubts,
        "entries": [] if errors else entries,
    }
