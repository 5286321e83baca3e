"""Overview of a round for operations staff: each unit's self-assessment and timetable."""

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
    """A unit with its sheet (without explanations), how many of its leaves have a value (`done`)
    and take one (`leaves`), and its own timetable.
    """

    unit: Unit
    sheet: Sheet
    done: int
    leaves: int
    timetable: Timetable


def of_units(round_id: str, now: datetime) -> list[UnitSheet]:
    """The sheets of all units of the round, in the order of the units as loaded.

    They are read a hundred in one call.
    """
    round_, units = current.get(round_id, now), current.units(round_id, now)
    table, skipped = current.latest_timetable(round_id, now), ruling.not_applicable(round_id)
    keys = {unit: sheets.key(round_id, unit, "self_assessment") for unit in units}
    stored = sheets.list_without_texts(keys.values())
    rows = []
    for unit in units.values():
        sheet = stored.get(keys[unit.id], Sheet())
        done, leaves = completeness.filled(
            sheet, round_.index(unit.index), skipped.get(unit.id, frozenset())
        )
        rows.append(UnitSheet(unit, sheet, done, leaves, table.of(unit.id)))
    return rows
