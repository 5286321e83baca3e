"""Bodies about evidence files."""

from __future__ import annotations

from datetime import date as LocalDate  # noqa: N812  a field is named date
from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, SaveId, Short


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
    """Say again what a file is; `version` is the one you saw."""

    version: Annotated[int, Field(ge=0)]


class Nothing(Body):
    """No member is needed; a `save_id` is taken."""

    save_id: SaveId | None = None
