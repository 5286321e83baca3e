"""Appraising: council members give values to the leaves of their areas, in two passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import Forbidden, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import sheets

PASSES = {1: "appraisal_first", 2: "appraisal_final"}


def appraise(
    place: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save appraised values as `saving.save` does; Forbidden names every leaf outside the areas of
    the member.
    """
    area_of: dict[str, str] = {}
    for area in place.index.areas:
        for criterion in area.criteria:
            area_of |= {leaf.code: area.code for leaf in criterion.leaves}
    foreign = [
        change.leaf
        for change in changes
        if change.leaf in area_of and not by.may_appraise(place.index.id, area_of[change.leaf])
    ]
    if foreign:
        raise Forbidden(
            "Có tiêu chí không được phân công cho Ông/Bà; chưa lưu gì.",
            "Some criteria are not assigned to you; nothing was saved.",
            [
                Problem(leaf, f"{leaf} không được phân công", f"{leaf} is not assigned to you")
                for leaf in foreign
            ],
        )
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
