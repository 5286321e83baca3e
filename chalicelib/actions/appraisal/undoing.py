"""Undoing: what a bulk acceptance has accepted, and taking it back while the pass is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.actions.appraisal import accepting, allowing, appraising
from chalicelib.actions.appraisal.accepting import Done
from chalicelib.actions.places import Place
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import acceptances as store
from chalicelib.store import audit, sheets
from chalicelib.store.acceptances import Acceptance


def undo(round_id: str, act_id: str, by: Account, now: datetime) -> Done:
    """Put back what was there before an own act, for each leaf that nobody has changed since;
    undone again, nothing changes. WindowClosed once the pass has closed; NotFound; Forbidden for
    what is no longer the person's to appraise.
    """
    act, changed, refusal = accepting.own(round_id, act_id, by), {}, None
    for unit in act.wanted:
        try:
            saved = _undo_unit(accepting.place_of(round_id, unit, act.number, now), act, by, now)
        except WindowClosed as closed:  # the pass closed for this unit; the others go on
            refusal = closed
        else:
            changed[unit] = sorted(saved.changes) if saved else []
    if refusal and not any(changed.values()):
        raise refusal
    if not refusal:
        store.put_undone(round_id, act)
    details = {"act": act.id, "pass": act.number, "restored": changed}
    audit.record(round_id, now, by.email, "undo_acceptance", act.id, details=details)
    accepted = _accepted([act], round_id)[act.id]
    kept = sum(map(len, accepted.values())) - sum(map(len, changed.values()))
    return Done(act, changed, kept)


def list_own(round_id: str, by: Account) -> list[Done]:
    """The member's acts that accepted something, newest first, with what each accepted."""
    acts = [act for act in store.list_acts(round_id) if act.by == by.email]
    accepted = _accepted(acts, round_id)
    done = [accepting.done(act, accepted[act.id]) for act in reversed(acts)]
    return [each for each in done if any(each.changed.values())]


def _undo_unit(place: Place, act: Acceptance, by: Account, now: datetime) -> Save | None:
    """The save that takes the act's part at one unit back; None if there is nothing to undo."""
    made = sheets.find_save(place.key, act.id)
    if made is None:
        return None
    allowing.require_assigned(place, made.changes, by)
    save_id = f"{act.id}-undo"
    if repeated := sheets.find_save(place.key, save_id):
        return repeated

    def changes(sheet: Sheet) -> list[Change]:
        return [
            Change(leaf, change["version"], change["was"])
            for leaf, change in made.changes.items()
            if sheet.entry(leaf).version == change["version"]
        ]

    return accepting.commit(place, save_id, f"undo {act.id} {by.email}", changes, by, now)


def _accepted(acts: Iterable[Acceptance], round_id: str) -> dict[str, dict[str, list[str]]]:
    """By act and unit the leaves that the acts accepted."""
    found: dict[str, dict[str, list[str]]] = {}
    for act in acts:
        keys = {
            sheets.key(round_id, unit, appraising.PASSES[act.number]): unit for unit in act.wanted
        }
        saved = sheets.list_changed(keys, act.id)
        found[act.id] = {unit: saved.get(key, []) for key, unit in keys.items()}
    return found
