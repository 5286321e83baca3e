"""Taking stock of a round for those who run it: how far every unit is, and what was decided for it
alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment import completeness
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import sheets


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit: its sheet (without explanations), how many of the leaves it scores have a value, its
    own timetable.
    """

    unit: Unit
    sheet: Sheet
    done: int
    leaves: int
    timetable: Timetable


def of_units(round_id: str, now: datetime) -> list[UnitSheet]:
    """Every unit of the round, in the order it was loaded; a call for a hundred sheets, none for a
    single unit.
    """
    round_, units = current.get(round_id, now), current.units(round_id, now)
    table, skipped = current.current_timetable(round_id, now), ruling.not_applicable(round_id)
    keys = {unit: sheets.key(round_id, unit, "self_assessment") for unit in units}
    found = sheets.list_without_texts(keys.values())
    standings = []
    for unit in units.values():
        sheet = found.get(keys[unit.id], Sheet())
        done, leaves = completeness.filled(
            sheet, round_.index(unit.index), skipped.get(unit.id, frozenset())
        )
        standings.append(UnitSheet(unit, sheet, done, leaves, table.of(unit.id)))
    return standings
