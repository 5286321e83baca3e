"""Replies of the routes of a member's workbook of appraisals."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import Points, ReplyModel, TextReply


class FilledPartReply(ReplyModel):
    """A value of a criterion, in words too, with its points and the comment."""

    value: Any
    words: TextReply
    points: Points | None
    comment: str


class FilledChangeReply(ReplyModel):
    """One criterion of a unit that a workbook would change: what the pass has now and what it would
    have.
    """

    unit: str
    name: TextReply
    leaf: str
    title: TextReply
    cell: Annotated[str, Field(description="its first changed cell")]
    saved_by: str
    now: Annotated[FilledPartReply, Field(alias="from")]
    to: FilledPartReply


class AppraisalsPreviewReply(ReplyModel):
    """What a workbook would change in the pass that is open, every problem with its cell, and what
    should be looked at again (`notices`). While there are errors it cannot be saved.
    """

    round_pass: Annotated[int, Field(alias="pass")]
    changes: list[FilledChangeReply]
    errors: list[ListProblemReply]
    notices: list[ListProblemReply]


class AppraisalsSavedReply(ReplyModel):
    """The criteria that were saved, by unit; those in `left` were not, and `why` says what came
    between (null where nothing did). Sent again, the workbook saves what is left.
    """

    round_pass: Annotated[int, Field(alias="pass")]
    saved: dict[str, list[str]]
    left: dict[str, list[str]]
    why: TextReply | None
