"""What a case on dishonesty proposes, and which of its decisions a second person has confirmed."""

from __future__ import annotations

from chalicelib.domain.instants import from_text, to_text
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


def steps_of_unit(case: Case, ruling: Ruling | None) -> list[CaseStep]:
    """The steps that the unit may read: all but the opening, an exclusion or its reversal only if
    it was confirmed.

    `ruling` is the exclusion of the unit, or its withdrawal, that was confirmed last. One that
    follows from no step was made on the page of rulings; since the case was opened it is read too.
    """
    confirmed = {ruling.mark, *ruling.earlier} if ruling else set()
    told = [
        step
        for step in case.steps
        if step.kind != OPENED and (step.kind not in _CONFIRMED or _mark(step) in confirmed)
    ]
    if ruling is None or ruling.mark in map(_mark, case.steps):
        return told
    kind, at = REVERSED if ruling.withdrawn else EXCLUDED, from_text(ruling.at)
    if case.steps[0].at <= at:
        told.append(CaseStep(ruling.mark, kind, ruling.by, at, ruling.reason))
    return sorted(told, key=lambda step: step.at)


def _mark(step: CaseStep) -> str:
    """The mark of the ruling that follows from the step."""
    return f"{step.kind} {to_text(step.at)}"
