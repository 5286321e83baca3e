"""Bodies of the routes about interference: a case, its notes, the reply, the decision."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from chalicelib.api.schema_parts import Body, SaveId

__all__ = ["CaseReason", "DecideCase", "NoteToUnit"]

_Words = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True, min_length=1)]


class CaseReason(Body):
    """One act in a case and its words: why it is opened, a reply, why a void is taken back."""

    save_id: SaveId
    text: _Words


class NoteToUnit(Body):
    """A note to the unit, and until when it may reply."""

    save_id: SaveId
    text: _Words
    reply_until: AwareDatetime


class DecideCase(Body):
    """Dismiss the case, or void all survey results of the unit; `public` opens the reason to everybody."""

    save_id: SaveId
    decision: Literal["dismiss", "void"]
    text: _Words
    public: bool = False
