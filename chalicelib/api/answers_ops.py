"""What the routes of the operations staff answer with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from chalicelib.api.answer_parts import Answer, Text, Window


class LoadedRound(Answer):
    """A round as it was loaded; `leaves` by index."""

    round: str
    digest: str
    units: int
    leaves: dict[str, int]


class RoundTitle(Answer):
    """A round and what it is called."""

    round: str
    title: Text
    year: int


class Rounds(Answer):
    """Every round, newest year first."""

    rounds: list[RoundTitle]


class LatestVersion(Answer):
    """The newest published version of a ranking."""

    version: int
    status: Literal["provisional", "final"]
    published_at: AwareDatetime


class RoundState(Answer):
    """The state of a round."""

    round: str
    title: Text
    units: int
    windows: dict[str, Window]
    sealed: dict[str, bool]
    rankings: dict[str, LatestVersion | None]


class CreatedAccount(Answer):
    """An account that stands now."""

    email: str
    sub: str


class CreatedAccounts(Answer):
    """The accounts that stand now, in the order asked for."""

    created: list[CreatedAccount]


class SavedRulings(Answer):
    """How many rulings were kept."""

    saved: int


class PublicationJob(Answer):
    """A publication under way; `published` names its rankings once it is done."""

    job: str
    state: Literal["queued", "running", "done", "failed"]
    indexes: list[str]
    versions: dict[str, int]
    published_at: AwareDatetime | None
    published: list[str]
    problem: dict[str, Any] | None
