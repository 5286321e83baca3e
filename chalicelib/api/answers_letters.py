"""What the routes for letters and links answer with."""

from __future__ import annotations

from pydantic import AwareDatetime

from chalicelib.api.answer_parts import Answer


class Mailing(Answer):
    """Whether the round's letters go to everybody, and the test addresses that get theirs before."""

    live: bool
    addresses: list[str]


class Nudged(Answer):
    """The group is being reminded; `again_at` is when that may be asked for again."""

    group: str
    again_at: AwareDatetime
