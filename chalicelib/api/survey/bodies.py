"""Bodies and answers of the survey's routes; rules of the round are checked by the domain."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from chalicelib.api.bodies import Body

Cell = Annotated[str, StringConstraints(max_length=300)]


class SealIndex(Body):
    """Seal the ballots of an index."""

    index: Cell
    reason: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]


class OpenLink(Body):
    """The part of a personal link after `#`."""

    token: Annotated[str, StringConstraints(max_length=100)]


class AnswerSheet(Body):
    """The answers by question id: an option number from 1, or null where the question was left
    blank.
    """

    ballot: Annotated[str, StringConstraints(max_length=600)]
    answers: Annotated[dict[str, Annotated[int, Field(strict=True)] | None], Field(max_length=500)]


class InvitedReply(BaseModel):
    """How many letters were queued."""

    queued: int


class SealedReply(BaseModel):
    """Whether the boxes of an index are sealed; until then a job is at it."""

    index: str
    sealed: bool


class OptionReply(BaseModel):
    """An option; its number is its place, from 1."""

    title: dict[str, str]


class AskedQuestionReply(BaseModel):
    """A question and its options."""

    id: str
    title: dict[str, str]
    options: list[OptionReply]


class QuestionnaireReply(BaseModel):
    """What an opened link shows, and the ballot to send with the answers."""

    ballot: str
    round: dict[str, dict[str, str]]
    index: dict[str, dict[str, str]]
    unit: dict[str, dict[str, str]]
    group: dict[str, dict[str, str]]
    closes: AwareDatetime | None
    questions: list[AskedQuestionReply]
    illustrative: bool


class AnswerReceiptReply(BaseModel):
    """A number to keep; it is tied to nothing."""

    receipt: str
