"""The supplement and the first result as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.api.assessment.sheet_views import points

if TYPE_CHECKING:
    from chalicelib.actions.assessment.supplementing import Supplement
    from chalicelib.domain.assessment.sheets import Entry
    from chalicelib.domain.rounds.round import Index


def result(entries: Mapping[str, Entry], index: Index) -> dict[str, Any]:
    """The council's values, points and comments by leaf, without the names of its members."""
    return {
        code: {
            "value": entry.value,
            "comment": entry.explanation,
            "points": points(index.leaf(code), entry) if code in index.leaves else None,
        }
        for code, entry in entries.items()
    }


def supplement(added: Supplement, locks_at: datetime) -> dict[str, Any]:
    """What a unit has added after the first result, by leaf, with the ids of files."""
    codes = dict.fromkeys(added.sheet.entries)
    for file in added.files:
        codes.update(dict.fromkeys(file.leaves))
    return {
        "version": added.sheet.version,
        "locks_at": added.sheet.locks_at or locks_at,
        "entries": {code: _entry(added, code) for code in codes},
    }


def _entry(added: Supplement, code: str) -> dict[str, Any]:
    entry = added.sheet.entry(code)
    return {
        "explanation": entry.explanation,
        "version": entry.version,
        "saved_at": entry.saved_at,
        "saved_by": entry.saved_by,
        "evidence": [file.id for file in added.files if code in file.leaves],
    }
