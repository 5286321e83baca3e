"""Bodies about publications."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, LongBody, Reason, Short


class ConfirmedGaps(Body):
    """Why a publication may go ahead although these are missing; each is named `unit/criterion`, as
    the refusal names it.
    """

    gaps: Annotated[list[Short], Field(min_length=1, max_length=20_000)]
    reason: Reason


class Publish(LongBody):
    """Ask for a publication; `confirmed` gives a reason for each gap, `confirm_gaps` one for
    all.
    """

    status: Literal["provisional", "final"]
    indexes: Annotated[list[Short], Field(max_length=100)] = []
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    confirm_gaps: Annotated[str, StringConstraints(max_length=2000)] = ""
    confirmed: Annotated[list[ConfirmedGaps], Field(max_length=1000)] = []
