"""Assignments drawn at random over the small round, for properties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.appraisal.assignments import AppraisalAssignment
from tests.small_round import parsed, units

AN, BINH, CHI, DUNG = PEOPLE = tuple(
    f"{name}@example.test" for name in ("an", "binh", "chi", "dung")
)
ROUND, UNITS = parsed(), units()
# Every part of the two trees; some have nothing to appraise.
PARTS = {
    "departments": ("1", "2", "3", "1.1", "1.2", "2.1", "2.2", "1.1.1", "1.1.2", "2.1.1", "2.1.3"),
    "districts": tuple(area.code for area in ROUND.index("districts").areas),
}


@st.composite
def assignment(draw: Any) -> AppraisalAssignment:
    """A row that names what there is; nothing else about it need be right."""
    index = draw(st.sampled_from(sorted(PARTS)))
    there = sorted(unit.id for unit in UNITS.values() if unit.index == index)
    return AppraisalAssignment(
        index,
        draw(st.sampled_from(PARTS[index])),
        draw(st.sampled_from(PEOPLE)),
        tuple(draw(st.lists(st.sampled_from(there), unique=True, max_size=2))),
        tuple(draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2))),
        draw(st.sampled_from(("", *PEOPLE))),
    )


def without_overlap(rows: list[AppraisalAssignment]) -> list[AppraisalAssignment]:
    """The rows, but of those that overlap only the first."""
    taken: set[tuple[str, str, str]] = set()
    kept = []
    for row in rows:
        keys = {(row.index, row.part, unit) for unit in row.units or ("",)}
        if not keys & taken:
            taken |= keys
            kept.append(row)
    return kept


ROWS = st.lists(assignment(), max_size=8).map(without_overlap)
OWN = st.dictionaries(
    st.sampled_from(PEOPLE), st.frozensets(st.sampled_from(sorted(UNITS)), max_size=2)
)
