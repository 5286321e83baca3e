"""Bodies of the routes about cases: opening, note, reply, decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Instant, SaveId, Short
from chalicelib.domain.integrity.cases import (
    DISMISSED,
    EXCLUDED,
    NOTE,
    OPENED,
    REPLY,
    REVERSED,
    VOIDED,
    CaseStep,
)

_Words = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True, min_length=1)]


class CaseReason(Body):
    """One step of a case and its text: why it is opened, a reply, or why a void is reversed."""

    save_id: SaveId
    text: _Words

    def opening(self, by: str, now: datetime) -> CaseStep:
        """The step that opens a case."""
        return CaseStep(self.save_id, OPENED, by, now, self.text)

    def reply(self, by: str, now: datetime) -> CaseStep:
        """The unit's reply."""
        return CaseStep(self.save_id, REPLY, by, now, self.text)

    def reversal(self, by: str, now: datetime) -> CaseStep:
        """The step that reverses a void."""
        return CaseStep(self.save_id, REVERSED, by, now, self.text)


class NoteToUnit(Body):
    """A note to the unit, and until when it may reply."""

    save_id: SaveId
    text: _Words
    reply_until: Instant

    def step(self, by: str, now: datetime) -> CaseStep:
        """The note as a step of the case."""
        return CaseStep(self.save_id, NOTE, by, now, self.text, self.reply_until)


class OpenDishonesty(CaseReason):
    """What was found, and the criteria whose evidence or figures it is about."""

    leaves: Annotated[list[Short], Field(min_length=1, max_length=100)]

    def opening(self, by: str, now: datetime) -> CaseStep:
        """The step that opens a case."""
        return replace(CaseReason.opening(self, by, now), leaves=tuple(self.leaves))


class DecideDishonesty(Body):
    """Dismiss the case, or exclude the unit, which a second person confirms; with `public`
    everybody may read the reason.
    """

    save_id: SaveId
    decision: Literal["dismiss", "exclude"]
    text: _Words
    public: bool = False

    def step(self, by: str, now: datetime) -> CaseStep:
        """The decision as a step of the case."""
        kind = EXCLUDED if self.decision == "exclude" else DISMISSED
        return CaseStep(self.save_id, kind, by, now, self.text, public=self.public)


class DecideCase(Body):
    """Dismiss the case, or void all survey results of the unit; with `public` everybody may read
    the reason.
    """

    save_id: SaveId
    decision: Literal["dismiss", "void"]
    text: _Words
    public: bool = False

    def step(self, by: str, now: datetime) -> CaseStep:
        """The decision as a step of the case."""
        kind = VOIDED if self.decision == "void" else DISMISSED
        return CaseStep(self.save_id, kind, by, now, self.text, public=self.public)
