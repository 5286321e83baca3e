"""Bodies about rulings that a second person confirms."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import LongBody
from chalicelib.domain.rounds.proposed_rulings import MOST


class DecideProposedRulings(LongBody):
    """Confirm these proposals (at most 40), or refuse them or take them back with a reason."""

    proposals: Annotated[
        list[Annotated[str, StringConstraints(max_length=64)]], Field(min_length=1, max_length=MOST)
    ]
    confirm: bool
    reason: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""
