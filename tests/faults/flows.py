"""The flows of the matrix, room by room."""

from __future__ import annotations

from tests.faults import assessing, people
from tests.faults.trying import Flow

FLOWS: tuple[Flow, ...] = (*people.FLOWS, *assessing.FLOWS)
