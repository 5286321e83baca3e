"""How the supplement and the first result look in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.api.assessment.sheet_views import points

if TYPE_CHECKING:
    from chalicelib.actions.assessment.supplementing import Supplement
    from chalicelib.domain.assessment.sheets import Sheet
    from chalicelib.domain.rounds.round import Index


def result(sheet: Sheet, index: Index) -> dict[str, Any]:
    """The council's values, points and comments by leaf, without the names of its members."""
    return {
        code: {
            "value": entry.value,
            "comment": entry.explanation,
            "points": points(index.leaf(code), entry) if code in index.leaves else None,
        }
        for code, entry in sheet.entries.items()
    }


def supplement(found: Supplement, locks_at: datetime) -> dict[str, Any]:
    """What a unit has added after the first result, with the ids of the files of each leaf."""
    codes = dict.fromkeys(
        [*found.sheet.entries, *(code for file in found.files for code in file.leaves)]
    )
    return {
        "version": found.sheet.version,
        "locks_at": found.sheet.locks_at or locks_at,
        "entries": {
            code: {
                "explanation": entry.explanation,
                "version": entry.version,
                "saved_at": entry.saved_at,
                "saved_by": entry.saved_by,
                "evidence": [file.id for file in found.files if code in file.leaves],
            }
            for code in codes
            for entry in [found.sheet.entry(code)]
        },
    }
