"""Bodies about the motions of the council."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Day, Short
from chalicelib.api.results.bodies import DraftNumber


class FreezeDrafts(Body):
    """Which draft of each index becomes the next motion."""

    drafts: Annotated[dict[Short, DraftNumber], Field(min_length=1, max_length=100)]
    note: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""


class CastVote(Body):
    """A member's vote; to disagree needs a reason."""

    choice: Literal["agree", "disagree", "abstain"]
    reason: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""


class AttachPaper(Body):
    """An uploaded paper (`evidence` is the id of its form) and what it is."""

    kind: Literal["agenda", "minutes"]
    evidence: Short


class ApproveReport(Body):
    """The approval of the report by the Minister (the chairman): number and date of the document,
    and its uploaded file.
    """

    number: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True, min_length=1)]
    date: Day
    evidence: Short
