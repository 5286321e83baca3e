"""Investigating: the case on possible interference with the survey about a unit, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime

from chalicelib.actions.integrity import examining
from chalicelib.actions.results import gathering
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, Problem
from chalicelib.domain.integrity import cases
from chalicelib.domain.integrity.cases import (
    DISMISSED,
    NOTE,
    OPENED,
    REPLY,
    REVERSED,
    VOIDED,
    Case,
    CaseStep,
    Effect,
)
from chalicelib.store import audit
from chalicelib.store import cases as store

ATTEMPTS = 5


def list_cases(round_id: str, now: datetime) -> list[Case]:
    """Every case of a round; NotFound for a round that was never loaded."""
    return store.list_cases(current.get(round_id, now).id)


def get(round_id: str, unit: str) -> Case:
    """The case on a unit; NotFound if there is none."""
    case, _ = store.find(round_id, unit)
    if case is None:
        raise NotFound("Không có hồ sơ về đơn vị này.", "There is no case on this unit.")
    return case


def open_case(round_id: str, unit: str, step: CaseStep) -> Case:
    """Open a case with the current signals; its first step has the reason as text, and the effect
    of a void.

    Conflict if the unit's case is open or voided.
    """
    index = current.unit(round_id, unit, step.at).index
    signals = examining.of_unit(round_id, index, unit, step.at)
    return _change(
        round_id,
        unit,
        _weighed(round_id, unit, step),
        lambda case, opened: (case or Case(unit, index, (), ())).reopened(signals, opened),
    )


def act(round_id: str, unit: str, step: CaseStep) -> Case:
    """Take one step of an open case: NOTE, REPLY, DISMISSED, VOIDED or REVERSED, on record.

    A void and its reversal are a ruling on the unit too, in the same transaction. Conflict if the
    state of the case does not allow the step; the same step sent again is a success.
    """
    get(round_id, unit)
    weighed = _weighed(round_id, unit, step) if step.kind in (DISMISSED, VOIDED, REVERSED) else step

    def carried_out(known: Case | None, done: CaseStep) -> Case:
        case = known or get(round_id, unit)
        match done.kind:
            case cases.NOTE:
                return case.noted(done, done.at)
            case cases.REPLY:
                return case.replied(done, done.at)
            case cases.VOIDED:
                return case.voided(done, done.at)
            case cases.REVERSED:
                return case.reversed(done)
            case cases.DISMISSED:
                return case.dismissed(done)
        raise Invalid(errors=[Problem("kind", "Không có bước này", "There is no such step")])

    return _change(round_id, unit, weighed, carried_out)


def _weighed(round_id: str, unit: str, step: CaseStep) -> CaseStep:
    """The step with the effect of a void on the unit; without one until the boxes are sealed."""
    index = current.unit(round_id, unit, step.at).index
    effect: Effect | None = None
    if sealing.is_sealed(round_id, index):
        effect = cases.effect_on(unit, gathering.gather(round_id, step.at))
    return replace(step, effect=effect)


def _change(
    round_id: str, unit: str, step: CaseStep, change: Callable[[Case | None, CaseStep], Case]
) -> Case:
    for _ in range(ATTEMPTS):
        case, version = store.find(round_id, unit)
        changed = change(case, step)
        if changed == case:
            return case
        details = {
            "id": step.id,
            "effect": asdict(step.effect) if step.effect else None,
            "public": step.public,
        }
        done = audit.act_of(round_id, step.at, step.by, _ACTS[step.kind], unit, step.text, details)
        if store.put(round_id, changed, version, done, cases.ruling_of(unit, step)):
            return changed
    raise ChangedMeanwhile


_ACTS = {
    OPENED: "open_case",
    NOTE: "note_case",
    REPLY: "reply_case",
    DISMISSED: "dismiss_case",
    VOIDED: "void_survey",
    REVERSED: "reverse_void",
}
