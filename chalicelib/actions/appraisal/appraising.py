"""Appraisal: the council scores the leaves assigned to each member, in two passes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import Forbidden, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import sheets

PASSES = {1: "appraisal_first", 2: "appraisal_final"}


def appraise(
    at: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save appraised values; Forbidden names every leaf outside the member's areas."""
    area_of = {
        leaf.code: area.code
        for area in at.index.areas
        for criterion in area.criteria
        for leaf in criterion.leaves
    }
    foreign = [
        change.leaf
        for change in changes
        if change.leaf in area_of and not by.may_appraise(at.index.id, area_of[change.leaf])
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
    return saving.save(at, save_id, changes, by.email, now)


def sheets_of(round_id: str, unit: str) -> tuple[Sheet, dict[int, Sheet]]:
    """The unit's own sheet and the council's, by pass."""
    own = sheets.get(sheets.key(round_id, unit, "self_assessment"))
    return own, {
        number: sheets.get(sheets.key(round_id, unit, kind)) for number, kind in PASSES.items()
    }


def overview(round_id: str, now: datetime) -> list[tuple[Unit, Sheet, int, int]]:
    """Every unit with its own sheet, how many leaves have an appraised value, and how many take
    one.
    """
    round_ = current.get(round_id, now)
    rows = []
    for unit in current.units(round_id, now).values():
        own, passes = sheets_of(round_id, unit.id)
        leaves = [
            leaf
            for leaf in round_.index(unit.index).leaves.values()
            if leaf.method in ("self_assessed", "council_only")
        ]
        done = sum(
            any(sheet.entry(leaf.code).value is not None for sheet in passes.values())
            for leaf in leaves
        )
        rows.append((unit, own, done, len(leaves)))
    return rows
