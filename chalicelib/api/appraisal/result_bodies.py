"""Bodies of releases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from chalicelib.api.appraisal.bodies import no_truth
from chalicelib.api.bodies import Because, Short


class ReleaseResult(Because):
    """Release the first (1) or the final (2) result to the units of these indexes. `waiting` is the
    number of criteria without a value that the person saw and confirms, `version` that of the
    overview.
    """

    round_pass: Annotated[Literal[1, 2], BeforeValidator(no_truth), Field(alias="pass")]
    indexes: Annotated[list[Short], Field(min_length=1, max_length=100)]
    waiting: Annotated[int, Field(ge=0)]
    version: Annotated[int, Field(ge=0)]
