"""Bodies about second scores."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chalicelib.api.bodies import LongBody, Reason, Short


class SampleAct(LongBody):
    """Draw the sample of the round, or deal it again: there is nothing to choose."""


class SettleDifference(LongBody):
    """Settle the difference of a criterion of a unit: `ask` the first appraiser to look again, in
    the words of `reason`, or `keep_first`, for that reason. `marks` are those of the pair as it was
    seen.
    """

    unit: Short
    leaf: Short
    how: Literal["ask", "keep_first"]
    reason: Reason
    marks: Annotated[str, Field(max_length=200)]
