"""Investigating: the case on possible interference with the survey about a unit, or on dishonesty
of the unit, step by step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.integrity import examining
from chalicelib.actions.results import gathering
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, Problem
from chalicelib.domain.integrity import cases, exclusions
from chalicelib.domain.integrity.cases import (
    DISHONESTY,
    DISMISSED,
    EXCLUDED,
    NOTE,
    OPENED,
    REPLY,
    REVERSED,
    SURVEY,
    VOIDED,
    Case,
    CaseStep,
    Effect,
)
from chalicelib.domain.people.accounts import Account, about_own_unit
from chalicelib.domain.rounds import proposed_rulings
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, rulings
from chalicelib.store import cases as store
from chalicelib.store import proposed_rulings as proposed_store

ATTEMPTS = 5


def list_cases(round_id: str, now: datetime, about: str = SURVEY) -> list[Case]:
    """Every case of a round about that; NotFound for a round that was never loaded."""
    return store.list_cases(current.get(round_id, now).id, about)


def get(round_id: str, unit: str, about: str = SURVEY) -> Case:
    """The case on a unit about that; NotFound if there is none."""
    case, _ = store.find(round_id, unit, about)
    if case is None:
        raise NotFound("Không có hồ sơ về đơn vị này.", "There is no case on this unit.")
    return case


def open_case(round_id: str, unit: str, step: CaseStep, by: Account) -> Case:
    """Open a case with the current signals; its first step has the reason as text, and the effect
    of a void.

    Conflict if the unit's case is open or voided; Forbidden for the person's own unit.
    """
    _require_other(round_id, unit, step, by)
    index = current.unit(round_id, unit, step.at).index
    signals = examining.of_unit(round_id, index, unit, step.at)
    return _change(
        round_id,
        unit,
        _weighed(round_id, unit, step),
        lambda case, opened: (case or Case(unit, index, (), ())).reopened(signals, opened),
    )


def open_dishonesty(round_id: str, unit: str, step: CaseStep, by: Account) -> Case:
    """Open a case on dishonesty of a unit in the criteria of the step, whose text says what was
    found.

    Invalid for a criterion that the unit's index has not; Conflict if such a case is open or ended
    with an exclusion; Forbidden for the person's own unit.
    """
    _require_other(round_id, unit, step, by)
    index = current.unit(round_id, unit, step.at).index
    known = current.get(round_id, step.at).index(index).leaves
    if unknown := [leaf for leaf in step.leaves if leaf not in known]:
        raise Invalid(
            errors=[
                Problem(
                    "leaves",
                    f"Không có tiêu chí {leaf}",
                    f"There is no criterion {leaf}",
                    "unknown_leaf",
                )
                for leaf in unknown
            ]
        )
    first = Case(unit, index, (), (), DISHONESTY)
    return _change(
        round_id, unit, step, lambda case, opened: (case or first).reopened((), opened), DISHONESTY
    )


def act(round_id: str, unit: str, step: CaseStep, by: Account, about: str = SURVEY) -> Case:
    """Take one step of an open case: NOTE, REPLY, DISMISSED, VOIDED, EXCLUDED or REVERSED, on
    record. Forbidden for the person's own unit, for which one can only REPLY.

    A void and its reversal are a ruling on the unit too, an exclusion and its reversal one that
    waits for a second person, in the same transaction. Conflict if the state of the case does not
    allow the step; the same step sent again is a success.
    """
    get(round_id, unit, about)
    if step.kind != REPLY:
        _require_other(round_id, unit, step, by)
    weighs = about == SURVEY and step.kind in (DISMISSED, VOIDED, REVERSED)
    weighed = _weighed(round_id, unit, step) if weighs else step

    def carried_out(known: Case | None, done: CaseStep) -> Case:
        case = known or get(round_id, unit, about)
        match done.kind:
            case cases.NOTE:
                return case.noted(done, done.at)
            case cases.REPLY:
                return case.replied(done, done.at)
            case cases.VOIDED | cases.EXCLUDED:
                return case.upheld(done, done.at)
            case cases.REVERSED:
                return case.reversed(done)
            case cases.DISMISSED:
                return case.dismissed(done)
        raise Invalid(errors=[Problem("kind", "Không có bước này", "There is no such step")])

    return _change(round_id, unit, weighed, carried_out, about)


def _require_other(round_id: str, unit: str, step: CaseStep, by: Account) -> None:
    if unit in confirming.own_units(round_id, by, step.at):
        raise about_own_unit()


def _weighed(round_id: str, unit: str, step: CaseStep) -> CaseStep:
    """The step with the effect of a void on the unit; without one until the boxes are sealed."""
    index = current.unit(round_id, unit, step.at).index
    effect: Effect | None = None
    if sealing.is_sealed(round_id, index):
        effect = cases.effect_on(unit, gathering.gather(round_id, step.at, texts=False))
    return replace(step, effect=effect)


def _change(
    round_id: str,
    unit: str,
    step: CaseStep,
    change: Callable[[Case | None, CaseStep], Case],
    about: str = SURVEY,
) -> Case:
    for _ in range(ATTEMPTS):
        case, version = store.find(round_id, unit, about)
        changed = change(case, step)
        if changed == case:
            return case
        details = {
            "id": step.id,
            "effect": asdict(step.effect) if step.effect else None,
            "public": step.public,
        }
        name = _ACTS[about][step.kind]
        done = audit.act_of(round_id, step.at, step.by, name, unit, step.text, details)
        ruling = cases.ruling_of(unit, step) if about == SURVEY else None
        proposed = _proposal(round_id, unit, step) if about == DISHONESTY else None
        if store.put(round_id, changed, version, done, ruling, proposed):
            return changed
    raise ChangedMeanwhile


def _proposal(round_id: str, unit: str, step: CaseStep) -> ProposedRuling | None:
    """What a step proposes: an exclusion, or to take it back; one that only waits is closed. None
    for other steps.
    """
    ruling = exclusions.exclusion_of(unit, step)
    if ruling is None:
        return None
    # First what waits: what is confirmed meanwhile is seen as kept then, and not lost.
    last = last_exclusions(round_id).get(unit)
    kept = {each.key: each for each in rulings.list_rulings(round_id, "exclusion")}
    if waits := proposed_rulings.sort([ruling], kept).waiting:
        return waits[0]
    open_ = last is not None and last.state == proposed_rulings.WAITING
    return last.refused(step.text, step.by, step.at) if last and open_ else None


def last_exclusions(round_id: str) -> dict[str, ProposedRuling]:
    """The last proposal to exclude each unit, or to take that back, and what came of it, by unit;
    one query.
    """
    proposed = proposed_store.list_proposed(round_id)
    return {each.ruling.unit: each for each in proposed if each.ruling.kind == "exclusion"}


def confirmed_exclusion(round_id: str, unit: str) -> Ruling | None:
    """The exclusion of the unit, or its withdrawal, that was confirmed last; None before one."""
    known = rulings.list_rulings(round_id, "exclusion")
    return next((each for each in known if each.unit == unit and each.confirmed_by), None)


_ACTS = {
    SURVEY: {
        OPENED: "open_case",
        NOTE: "note_case",
        REPLY: "reply_case",
        DISMISSED: "dismiss_case",
        VOIDED: "void_survey",
        REVERSED: "reverse_void",
    },
    DISHONESTY: {
        OPENED: "open_dishonesty",
        NOTE: "note_dishonesty",
        REPLY: "reply_dishonesty",
        DISMISSED: "dismiss_dishonesty",
        EXCLUDED: "propose_exclusion",
        REVERSED: "reverse_exclusion",
    },
}
