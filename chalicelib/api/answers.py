"""What routes answer with: the models that `answers=` names. They write the OpenAPI document, and
tests hold every real answer against them; at run time nothing is validated twice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chalicelib.api.answer_parts import Answer, Text


class Health(Answer):
    """Requests reach the application."""

    status: Literal["ok"]


class Fault(BaseModel):
    """One thing that is wrong: where, and what to do. A clash also has `yours` and `theirs`."""

    model_config = ConfigDict(extra="allow")
    at: str
    code: str
    detail: str
    detail_en: str


class Problem(Answer):
    """Why a request was refused (RFC 9457), in Vietnamese and in English; nothing was changed."""

    type: str
    title: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_en: str
    challenge: Annotated[
        str | None, Field(description="with codes of sign-in that ask for an answer")
    ] = None
    errors: list[Fault] = []


class SignedIn(Answer):
    """Who is signed in."""

    email: str
    name: str
    role: Literal["editor", "leader", "council", "ops"]
    round: str
    unit: str


class Session(Answer):
    """A sign-in: the bearer token and its life in seconds."""

    access_token: str
    expires_in: int
    account: SignedIn


class PublishedRanking(Answer):
    """The latest version of a ranking, and where it lies."""

    index: str
    title: Text
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRound(Answer):
    """A round that has published."""

    round: str
    title: Text
    year: int
    rankings: list[PublishedRanking]


class PublishedRounds(Answer):
    """Rounds that have published, newest year first."""

    rounds: list[PublishedRound]
