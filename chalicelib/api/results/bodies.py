"""Bodies about publications."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Instant, LongBody, Reason, Short

DraftNumber = Annotated[int, Field(ge=1, le=999_999)]


class ConfirmedGaps(Body):
    """Why a publication may go ahead although these are missing; each is named `unit/criterion`, as
    the refusal names it.
    """

    gaps: Annotated[list[Short], Field(min_length=1, max_length=20_000)]
    reason: Reason


class Publish(LongBody):
    """Ask for a publication; `confirmed` gives a reason for each gap, `confirm_gaps` one for
    all.

    `drafts` names the draft of each index that is published; without it, what is stored when the
    publication is made counts. `typed` confirms drafts in which units drop out (their number) or
    whose survey has no answers (`no answers`). `at` sets the instant of publication.
    """

    status: Literal["provisional", "final"]
    indexes: Annotated[list[Short], Field(max_length=100)] = []
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    confirm_gaps: Annotated[str, StringConstraints(max_length=2000)] = ""
    confirmed: Annotated[list[ConfirmedGaps], Field(max_length=1000)] = []
    drafts: Annotated[dict[Short, DraftNumber], Field(max_length=100)] = {}
    typed: Short = ""
    at: Instant | None = None


class ComputeDrafts(Body):
    """Of which indexes to compute a draft; none means all of the round."""

    indexes: Annotated[list[Short], Field(max_length=100)] = []
