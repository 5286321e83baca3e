"""Bodies about evidence files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Day, SaveId, Short
from chalicelib.api.seen_texts import AS_IS


class WantedFile(Body):
    """A file to upload: its name, size in bytes and type."""

    name: Annotated[str, StringConstraints(max_length=1000), AS_IS]  # see files.check_upload
    size: int
    type: Short


class WantForms(Body):
    """Ask for upload forms."""

    files: Annotated[list[WantedFile], Field(min_length=1, max_length=20)]


class DescribedFile(Body):
    """The criteria that a file is for, and its document; only an issued document is official."""

    leaves: Annotated[list[Short], Field(min_length=1, max_length=300)]
    official: bool = True
    number: Short = ""
    date: Day | None = None
    issuer: Short = ""
    effective: Day | None = None


class ConfirmFile(DescribedFile):
    """Confirm that a file was uploaded, with the criteria that it is for and its document."""

    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ConfirmReplacement(Body):
    """Confirm that a file was uploaded in place of another; the form gave its id."""

    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class DescribeFile(DescribedFile):
    """Change what is said of a file; `version` is the one that was read."""

    version: Annotated[int, Field(ge=0)]


class ExamineAgain(Body):
    """Have a file of a unit examined again; `part` is the kind of sheet that it was sent with."""

    unit: Short
    part: Literal["self_assessment", "supplement", "objection"]
    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Nothing(Body):
    """No member is needed; a `save_id` is accepted."""

    save_id: SaveId | None = None
