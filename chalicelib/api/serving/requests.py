"""What goes into a view and what comes out of it, and how a route is declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from chalicelib.api.serving.media import Media
from chalicelib.domain.errors import Refusal, SignInRequired
from chalicelib.domain.people.accounts import Account

AUDIENCES = ("public", "respondent", "anyone", "account", "unit", "council", "ops")
SIGNED_IN = ("account", "unit", "council", "ops")
Body = TypeVar("Body")
Refusals = tuple[type[Refusal], ...]


@dataclass(frozen=True)
class Request(Generic[Body]):
    """What a view may know: path, query, headers, the checked body, who asks, when, and from which
    IP address.
    """

    path: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: Body
    account: Account | None
    now: datetime
    source: str = ""

    @property
    def by(self) -> Account:
        """The signed-in account (only on routes for signed-in audiences)."""
        if self.account is None:
            raise SignInRequired
        return self.account


@dataclass(frozen=True)
class Reply:
    """An answer that is more than a JSON value with status 200; `body` None means no content."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A route as it is declared (see `Routes.on`)."""

    method: str
    path: str
    audience: str
    summary: str
    view: Callable[[Request[Any]], Any]
    body: str | None
    reply: str | Media | None
    status: int
    query: dict[str, str]
    refuses: Refusals
    cookie: bool
