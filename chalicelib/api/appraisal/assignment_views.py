"""The council's assignments as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.assigning import AssignmentsOverview
    from chalicelib.domain.criteria.tree import Area
    from chalicelib.domain.rounds.round import Round
    from chalicelib.domain.rounds.units import Unit


def overview(
    shown: AssignmentsOverview, round_: Round, units: Mapping[str, Unit]
) -> dict[str, Any]:
    """What is assigned, to whom, of which tree and units, the load and the gaps."""
    return {
        "title": text(round_.title),
        "version": shown.assignments.version,
        "assignments": [
            {
                "index": row.index,
                "part": row.part,
                "units": list(row.units),
                "member": row.member,
                "helpers": list(row.helpers),
                "deputy": row.deputy,
            }
            for row in shown.assignments.rows
        ],
        "own": [
            {"person": each.person, "units": list(each.units)} for each in shown.assignments.own
        ],
        "people": [
            {"email": person.email, "name": person.name, "role": person.role}
            for person in shown.people
        ],
        "load": [
            {"index": index, "area": area, "member": member, "criteria": count}
            for (index, area, member), count in sorted(shown.load.items())
        ],
        "gaps": [
            {
                "index": gap.index,
                "area": gap.area,
                "criteria": list(gap.leaves),
                "units": list(gap.units),
                "why": gap.why,
                "member": gap.member,
            }
            for gap in shown.gaps
        ],
        "indexes": [
            {
                "index": index.id,
                "title": text(index.title),
                "areas": [_area(area) for area in index.areas],
            }
            for index in round_.indexes
        ],
        "units": [
            {"unit": unit.id, "index": unit.index, "name": text(unit.name)}
            for unit in units.values()
        ],
    }


def _area(area: Area) -> dict[str, Any]:
    from chalicelib.domain.criteria.tree import APPRAISED

    return {
        "code": area.code,
        "title": text(area.title),
        "criteria": [
            {
                "code": criterion.code,
                "title": text(criterion.title),
                "appraised": [leaf.code for leaf in criterion.leaves if leaf.method in APPRAISED],
            }
            for criterion in area.criteria
        ],
    }
