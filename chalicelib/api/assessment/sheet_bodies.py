"""Bodies of saves and of the submission of a self-assessment."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from chalicelib.api.bodies import Body, LongBody, SaveId, Short
from chalicelib.domain.assessment.changes import KEEP, Change


class LeafChange(Body):
    """What a save sets for one criterion; a member that is left out stays as it is, null
    clears it.
    """

    leaf: Short
    version: Annotated[int, Field(ge=0)]
    value: Any = None
    explanation: str | None = None
    estimated: bool | None = None

    def change(self) -> Change:
        """The change for the domain."""
        given = self.model_fields_set
        return Change(
            self.leaf,
            self.version,
            self.value if "value" in given else KEEP,
            self.explanation if "explanation" in given else KEEP,
            self.estimated if "estimated" in given else KEEP,
        )


class SaveSheet(Body):
    """A save of many criteria at once; sent again under the same `save_id` it changes nothing."""

    save_id: SaveId
    entries: Annotated[list[LeafChange], Field(min_length=1, max_length=1000)]


class Submit(LongBody):
    """Send the self-assessment."""

    save_id: SaveId
