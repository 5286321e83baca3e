"""Bodies of requests that a criterion should not apply."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chalicelib.api.bodies import Because, Day, Short


class AskNotApplicable(Because):
    """Ask that a criterion should not apply to the unit; its files there go with it."""

    leaf: Short


class DecideNotApplicable(Because):
    """Decide on the request of that number about a criterion, with number and day of the document
    it rests on.
    """

    leaf: Short
    number: Annotated[int, Field(ge=1)]
    accept: bool
    document: Short = ""
    dated: Day | None = None
