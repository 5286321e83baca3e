"""Who appraises what, worked out the plain way: every assignment is looked at for every criterion
of every unit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from chalicelib.domain.appraisal.assignments import AppraisalAssignment
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit

Answer = tuple[str, set[str], str]
"""The member, the helpers, and why nobody appraises (or "")."""


def depth_of(row: AppraisalAssignment, round_: Round, leaf: str) -> int | None:
    """How narrow the row's part is, if it has the leaf: 1 an area, 2 a criterion, 3 a leaf."""
    for area in round_.index(row.index).areas:
        for criterion in area.criteria:
            for each in criterion.leaves:
                if each.code == leaf:
                    path = [area.code, criterion.code, leaf]
                    return path.index(row.part) + 1 if row.part in path else None
    return None


def answer(
    rows: Sequence[AppraisalAssignment],
    round_: Round,
    unit: Unit,
    leaf: str,
    own: Mapping[str, Collection[str]],
    people: Collection[str],
) -> Answer:
    """Who appraises the leaf of the unit."""
    fitting = []
    for row in rows:
        if row.index != unit.index:
            continue
        depth = depth_of(row, round_, leaf)
        if depth is None or (row.units and unit.id not in row.units):
            continue
        fitting.append((depth, bool(row.units), row))
    if not fitting:
        return "", set(), "nobody"
    row = sorted(fitting, key=lambda each: each[:2])[-1][2]
    member = row.member
    if unit.id in own.get(member, ()):
        if row.deputy == "" or unit.id in own.get(row.deputy, ()):
            return member, set(), "own_unit"
        member = row.deputy
    if member not in people:
        return member, set(), "left"
    helpers = {
        helper for helper in row.helpers if unit.id not in own.get(helper, ()) and helper != member
    }
    return member, helpers, ""
