"""Bodies of objections."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from chalicelib.api.bodies import Because, Short


class MakeObjection(Because):
    """Object to a criterion; the files that were uploaded for it go with it."""

    leaf: Short


class DecideObjection(Because):
    """Decide on an objection to a criterion of a final release (its number): with a value it is
    accepted, and the value counts from then on; null refuses it.
    """

    leaf: Short
    release: Annotated[int, Field(ge=1)]
    value: Any
