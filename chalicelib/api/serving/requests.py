"""What a view takes and gives, and what a declared route is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from chalicelib.api.serving.media import Media
from chalicelib.domain.errors import Refusal, SignInRequired
from chalicelib.domain.people.accounts import Account

READS = ("GET", "HEAD")
Body = TypeVar("Body")
Refusals = tuple[type[Refusal], ...]


@dataclass(frozen=True)
class Request(Generic[Body]):
    """What a view knows: path, query, headers (lower case), the checked body, the account in the
    post that decided, the time, and the sender's IP address (`source`).
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
        """The signed-in account; only for routes whose audience signs in."""
        if self.account is None:
            raise SignInRequired
        return self.account


@dataclass(frozen=True)
class Reply:
    """A reply that is more than a JSON value with status 200; `body` None means no content."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A declared route (see `Routes.on`)."""

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
