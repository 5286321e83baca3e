"""Many sheets at once: read a hundred a call, saved in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.store import sheets, tables


def list_with_texts(wanted: Mapping[str, Iterable[str]]) -> dict[str, Sheet]:
    """By key these sheets, with the explanations of the wanted leaves of each alone; those in which
    nothing was saved are left out.
    """
    found = sheets.list_without_texts(wanted)
    keys = [
        {"sheet": sheet, "item": f"explanation#{leaf}"}
        for sheet, leaves in wanted.items()
        if sheet in found
        for leaf in leaves
        if leaf in found[sheet].entries
    ]
    texts: dict[str, dict[str, str]] = {}
    for row in tables.get_many("sheets", keys):
        texts.setdefault(row["sheet"], {})[row["item"].partition("#")[2]] = row["text"]
    return {sheet: _with_texts(kept, texts.get(sheet, {})) for sheet, kept in found.items()}


def _with_texts(sheet: Sheet, texts: Mapping[str, str]) -> Sheet:
    told = {leaf: replace(sheet.entry(leaf), explanation=text) for leaf, text in texts.items()}
    return replace(sheet, entries={**sheet.entries, **told})


def record_together(saves: Iterable[tuple[str, Sheet, Save]]) -> bool:
    """As `sheets.record` for several sheets, all or none. They have a hundred items at most: two
    for each sheet and one for each explanation that is saved.
    """

    def fill(transaction: Any) -> None:
        for each in saves:
            sheets.fill(transaction, *each)

    return tables.write(fill) is None
