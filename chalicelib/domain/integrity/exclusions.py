"""What a case on dishonesty proposes, and which of its decisions a second person has confirmed."""

from __future__ import annotations

from chalicelib.domain.instants import to_text
from chalicelib.domain.integrity.cases import EXCLUDED, OPENED, REVERSED, Case, CaseStep
from chalicelib.domain.rounds.rulings import Ruling

_CONFIRMED = (EXCLUDED, REVERSED)


def exclusion_of(unit: str, step: CaseStep) -> Ruling | None:
    """The exclusion of a step, or its withdrawal for a reversal; None for other steps."""
    if step.kind not in (EXCLUDED, REVERSED):
        return None
    return Ruling(
        "exclusion",
        unit,
        reason=step.text,
        public=step.public,
        withdrawn=step.kind == REVERSED,
        by=step.by,
        at=to_text(step.at),
    )


def mark(ruling: Ruling) -> str:
    """What a confirmed exclusion or its withdrawal is known by: `excluded 2026-11-20T06:00:00Z`."""
    return f"{REVERSED if ruling.withdrawn else EXCLUDED} {ruling.at}"


def steps_of_unit(case: Case, standing: str) -> list[CaseStep]:
    """The steps that the unit may read: all but the opening, an exclusion or its reversal only if
    it was confirmed. `standing` is the mark of the ruling that was confirmed last; each step has
    the one before it.
    """
    confirmed = {standing, *(step.standing for step in case.steps)}
    return [
        step
        for step in case.steps
        if step.kind != OPENED
        and (step.kind not in _CONFIRMED or f"{step.kind} {to_text(step.at)}" in confirmed)
    ]
