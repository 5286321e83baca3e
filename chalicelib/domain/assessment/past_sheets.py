"""Past sheets: a sheet as it was at an instant, told from its saves, which are kept for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.domain.assessment.sheets import Entry, Save, Sheet


def has_changed_since(sheet: Sheet, instant: datetime) -> bool:
    """Whether an entry of the sheet was saved after the instant."""
    return any(entry.saved_at and entry.saved_at > instant for entry in sheet.entries.values())


def at(sheet: Sheet, saves: Iterable[Save], instant: datetime) -> Sheet:
    """The sheet with the entries that it had at the instant; `saves` are all of its saves."""
    return replace(sheet, entries=entries_until(saves, instant))


def entries_until(saves: Iterable[Save], instant: datetime) -> dict[str, Entry]:
    """Every leaf as the last save until the instant left it; a save has only the parts that it
    changed.
    """
    steps: dict[str, list[tuple[int, Save, Any]]] = defaultdict(list)
    for save in saves:
        if save.saved_at <= instant:
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
