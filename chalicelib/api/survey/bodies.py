"""Bodies of the survey's routes; the domain checks the rules of the round."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, LongBody
from chalicelib.api.seen_texts import AS_IS

Cell = Annotated[str, StringConstraints(max_length=300)]


class SealIndex(LongBody):
    """Seal the boxes of an index."""

    index: Cell
    reason: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]


class OpenLink(Body):
    """The part of a personal link after `#`; what came along with it is ignored."""

    token: Annotated[str, StringConstraints(max_length=1000), AS_IS]


class AnswerSheet(Body):
    """The answers by question id: the number of an option from 1, or null if the question was left
    blank.
    """

    ballot: Annotated[str, StringConstraints(max_length=600), AS_IS]
    # Numbers alone: every respondent's request would pay for looking for texts among them.
    answers: Annotated[
        dict[str, Annotated[int, Field(strict=True)] | None], Field(max_length=500), AS_IS
    ]
