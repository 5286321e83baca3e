"""The flows of the matrix, in the order of the story."""

from __future__ import annotations

from tests.faults import appraising, assessing, deciding, people, publishing, surveying
from tests.faults.trying import Flow

FLOWS: tuple[Flow, ...] = (
    *people.FLOWS,
    *deciding.FLOWS,
    *assessing.FLOWS,
    *surveying.FLOWS,
    *appraising.FLOWS,
    *publishing.FLOWS,
)
