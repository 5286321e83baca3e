"""Appraising: council members give values to the leaves assigned to them, in two passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from chalicelib.actions.appraisal import allowing, reading_submissions
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import reasons
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.criteria.tree import APPRAISED, Area
from chalicelib.domain.errors import Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Index
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import sheets

PASSES = {1: "appraisal_first", 2: "appraisal_final"}


def appraise(
    place: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save appraised values as `saving.save` does; Forbidden names every leaf that is not assigned
    to the member, or is of the member's own unit. Invalid also names every leaf whose value differs
    from the one that the unit sent without a reason.
    """
    allowing.require_assigned(place, [change.leaf for change in changes], by)
    sent = reading_submissions.sheet_sent(place.round.id, place.unit.id)

    def missing_reasons(council: Sheet) -> list[Problem]:
        return reasons.missing(changes, council, sent, place.index)

    return saving.save(place, save_id, changes, by.email, now, missing_reasons)


def areas_of_leaves(index: Index) -> dict[str, Area]:
    """The area of every leaf by its code."""
    return {leaf.code: area for area in index.areas for leaf in area.leaves}


def council_sheets(round_id: str, unit: str) -> dict[int, Sheet]:
    """The council's sheets of a unit by pass (1, 2)."""
    return {number: sheets.get(sheets.key(round_id, unit, kind)) for number, kind in PASSES.items()}


@dataclass(frozen=True, slots=True)
class AppraisedUnit:
    """How far the appraisal of a unit is: `waiting` has, by area, the leaves that take a value and
    have none in either pass, `leaves` all that take one.
    """

    unit: Unit
    sheet: Sheet
    leaves: Mapping[str, Sequence[str]]
    waiting: Mapping[str, Sequence[str]]

    @property
    def total(self) -> int:
        """How many leaves take a value."""
        return sum(map(len, self.leaves.values()))

    @property
    def appraised(self) -> int:
        """How many of them have one."""
        return self.total - sum(map(len, self.waiting.values()))

    def of(self, codes: Iterable[str]) -> tuple[int, int]:
        """How many of these leaves have a value, and how many of them take one."""
        taking = set(codes).intersection(chain.from_iterable(self.leaves.values()))
        waiting = taking.intersection(chain.from_iterable(self.waiting.values()))
        return len(taking) - len(waiting), len(taking)


def overview(round_id: str, now: datetime) -> list[AppraisedUnit]:
    """Every unit of the round with how far its appraisal is; the sheets are without texts."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    skipped = ruling.not_applicable(round_id)
    kinds = ("self_assessment", *PASSES.values())
    keys = {(unit, kind): sheets.key(round_id, unit, kind) for unit in units for kind in kinds}
    stored = sheets.list_without_texts(keys.values())
    rows = []
    for unit in units.values():
        assessed, *passes = (stored.get(keys[unit.id, kind], Sheet()) for kind in kinds)
        leaves = {
            area.code: [
                leaf.code
                for leaf in area.leaves
                if leaf.method in APPRAISED and leaf.code not in skipped.get(unit.id, ())
            ]
            for area in round_.index(unit.index).areas
        }
        waiting = {
            area: [code for code in codes if not _has_value(code, passes)]
            for area, codes in leaves.items()
        }
        rows.append(AppraisedUnit(unit, assessed, leaves, waiting))
    return rows


def _has_value(code: str, passes: Iterable[Sheet]) -> bool:
    return any(sheet.entry(code).value is not None for sheet in passes)
