"""Bodies of sheets and their evidence: values, appraisals, files, submission."""

from __future__ import annotations

from datetime import date as LocalDate  # noqa: N812  a field is named date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.schema_parts import Body, SaveId, Short
from chalicelib.domain.assessment.changes import KEEP, Change

__all__ = [
    "ConfirmFile",
    "DescribeFile",
    "DescribedFile",
    "LeafAppraisal",
    "LeafChange",
    "Nothing",
    "SaveAppraisals",
    "SaveSheet",
    "Submit",
    "WantForms",
    "WantedFile",
]


class LeafChange(Body):
    """What a save wants for one leaf; a member left out stays as it is, null clears it."""

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
    """A save of many leaves at once, under an id that makes its repetition harmless."""

    save_id: SaveId
    entries: Annotated[list[LeafChange], Field(min_length=1, max_length=1000)]


class LeafAppraisal(Body):
    """The council's value and comment for one leaf."""

    leaf: Short
    version: Annotated[int, Field(ge=0)]
    value: Any = None
    comment: str | None = None

    def change(self) -> Change:
        """The change for the domain, where the comment takes the place of the explanation."""
        given = self.model_fields_set
        return Change(
            self.leaf,
            self.version,
            self.value if "value" in given else KEEP,
            self.comment if "comment" in given else KEEP,
        )


class SaveAppraisals(Body):
    """A save of the council, in one of the two passes."""

    save_id: SaveId
    round_pass: Annotated[Literal[1, 2], Field(alias="pass")]
    entries: Annotated[list[LeafAppraisal], Field(min_length=1, max_length=1000)]


class WantedFile(Body):
    """A file about to be uploaded: its name, size in bytes and type."""

    name: Annotated[str, StringConstraints(max_length=1000)]
    size: int
    type: Short


class WantForms(Body):
    """Ask for upload forms."""

    files: Annotated[list[WantedFile], Field(min_length=1, max_length=20)]


class DescribedFile(Body):
    """Which leaves a file serves, and what document it is; only an issued one is official."""

    leaves: Annotated[list[Short], Field(min_length=1, max_length=300)]
    official: bool = True
    number: Short = ""
    date: LocalDate | None = None
    issuer: Short = ""
    effective: LocalDate | None = None


class ConfirmFile(DescribedFile):
    """Say that a file was uploaded, which leaves it serves and what document it is."""

    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class DescribeFile(DescribedFile):
    """Say anew what a file is; `version` is the one you saw."""

    version: Annotated[int, Field(ge=0)]


class Nothing(Body):
    """No member is needed; a `save_id` is taken."""

    save_id: SaveId | None = None


class Submit(Body):
    """Send the self-assessment."""

    save_id: SaveId
