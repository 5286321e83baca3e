"""What several replies share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Points = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+\.[0-9]{2}$")]
State = Literal["not_yet", "open", "closed"]
Submission = Literal["on_time", "late", "not_submitted"]
LocalDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class ReplyModel(BaseModel):
    """A reply has the members of its model and no others."""

    model_config = ConfigDict(extra="forbid")


class TextReply(ReplyModel):
    """A title or a name in both languages."""

    vi: str
    en: str = ""


class WindowReply(ReplyModel):
    """A window; `closes` is the first instant at which writes are refused."""

    window: str
    opens: AwareDatetime | None
    closes: AwareDatetime | None
    state: State
    reason: Annotated[str | None, Field(description="why it differs from the official dates")]
    unit_only: Annotated[bool, Field(description="whether it was decided for this unit alone")]


class ErrorReply(BaseModel):
    """One problem: where it is, and what to do. A clash also has `yours` and `theirs`. If there are
    too many, the last one has the code `more` and the `count` of those that are not told.
    """

    model_config = ConfigDict(extra="allow")
    at: str
    code: str
    detail: str
    detail_en: str


class ProblemReply(ReplyModel):
    """Why a request was refused (RFC 9457), in Vietnamese and in English; nothing was changed."""

    type: str
    title: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_en: str
    challenge: Annotated[
        str | None, Field(description="for codes of a sign-in that needs one more step")
    ] = None
    errors: list[ErrorReply] = []


class HealthReply(ReplyModel):
    """Requests reach the application."""

    status: Literal["ok"]
