"""Appraising: council members give values to the leaves assigned to them, in two passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.actions.appraisal import allowing
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import sheets

PASSES = {1: "appraisal_first", 2: "appraisal_final"}


def appraise(
    place: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save appraised values as `saving.save` does; Forbidden names every leaf that is not assigned
    to the member, or is of the member's own unit.
    """
    allowing.require_assigned(place, [change.leaf for change in changes], by)
    return saving.save(place, save_id, changes, by.email, now)


def sheets_of(round_id: str, unit: str) -> tuple[Sheet, dict[int, Sheet]]:
    """The unit's self-assessment and the council's sheets by pass (1, 2)."""
    assessed = sheets.get(sheets.key(round_id, unit, "self_assessment"))
    return assessed, {
        number: sheets.get(sheets.key(round_id, unit, kind)) for number, kind in PASSES.items()
    }


def overview(round_id: str, now: datetime) -> list[tuple[Unit, Sheet, int, int]]:
    """Every unit with its self-assessment, how many leaves have an appraised value, and how many
    take one.
    """
    round_ = current.get(round_id, now)
    rows = []
    for unit in current.units(round_id, now).values():
        assessed, passes = sheets_of(round_id, unit.id)
        codes = [
            leaf.code
            for leaf in round_.index(unit.index).leaves.values()
            if leaf.method in APPRAISED
        ]
        done = sum(_has_value(code, passes.values()) for code in codes)
        rows.append((unit, assessed, done, len(codes)))
    return rows


def _has_value(code: str, passes: Iterable[Sheet]) -> bool:
    return any(sheet.entry(code).value is not None for sheet in passes)
