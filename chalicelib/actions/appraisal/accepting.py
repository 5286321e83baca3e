"""Accepting in bulk: a member takes over what units sent for many criteria that nobody has touched
and that raise no doubt; until the pass closes the act can be undone.

Each unit's part is one save of the council's sheet under the act's id, so that an act that was cut
off is finished by sending it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, appraising, reading_submissions
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.domain.appraisal import doubts
from chalicelib.domain.assessment import sheets as rules
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import Forbidden, Invalid, NotFound, Problem, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import acceptances as store
from chalicelib.store import audit, sheets
from chalicelib.store.acceptances import Acceptance

# Leaves in one unit that one save takes, and units in one act: what one call can finish in time.
MAX_LEAVES = saving.MAX_SAVE_LEAVES
MAX_UNITS = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What an act has changed, by unit the codes of leaves, and how many it left as they were."""

    act: Acceptance
    changed: Mapping[str, Sequence[str]]
    left: int


class _NothingToDo(Exception):
    """No leaf is left to change, so that nothing is stored."""


def accept(
    round_id: str,
    act_id: str,
    number: int,
    wanted: Mapping[str, Sequence[str]],
    by: Account,
    now: datetime,
) -> Done:
    """Accept, in pass 1 or 2, the leaves `wanted` by unit as they were sent; a leaf that somebody
    has touched meanwhile, or that raises a doubt, is left as it is. Sent again, nothing is accepted
    twice.

    Raises WindowClosed if the pass is open for none of the units, Invalid for unknown leaves or too
    many, Forbidden with every leaf that the member may not appraise.
    """
    found = {unit: place_of(round_id, unit, number, now) for unit in wanted}
    _check(found, wanted, by)
    act = Acceptance(act_id, number, {unit: list(wanted[unit]) for unit in wanted}, by.email, now)
    if not store.put(round_id, act):
        act = own(round_id, act_id, by)
        asked = (number, {unit: list(wanted[unit]) for unit in wanted})
        if act.undone or (act.number, act.wanted) != asked:
            raise Invalid(errors=[_used_id()])
    skipped = ruling.not_applicable(round_id)
    changed, refusal = {}, None
    for unit, place in found.items():
        try:
            saved = _accept_unit(place, act, skipped.get(unit, frozenset()), by, now)
        except WindowClosed as closed:  # the pass closed for this unit; the others go on
            refusal = closed
        else:
            changed[unit] = sorted(saved.changes) if saved else []
    if refusal and not any(changed.values()):
        raise refusal
    details = {"act": act.id, "pass": number, "accepted": changed}
    audit.record(round_id, now, by.email, "accept_in_bulk", act.id, details=details)
    return done(act, changed)


def done(act: Acceptance, changed: Mapping[str, Sequence[str]]) -> Done:
    """What an act accepted, of all that it was to accept."""
    asked = sum(map(len, act.wanted.values()))
    return Done(act, changed, asked - sum(map(len, changed.values())))


def place_of(round_id: str, unit: str, number: int, now: datetime) -> Place:
    """The council's sheet of a unit in a pass."""
    return places.place(round_id, unit, appraising.PASSES[number], now)


def _check(found: Mapping[str, Place], wanted: Mapping[str, Sequence[str]], by: Account) -> None:
    """Raise Invalid or Forbidden with every problem of what is wanted."""
    problems = [
        Problem(
            f"{unit}/{leaf}",
            f"Không có tiêu chí {leaf} trong bộ chỉ số của {unit}",
            f"There is no criterion {leaf} in the index of {unit}",
            "unknown_leaf",
        )
        for unit, place in found.items()
        for leaf in wanted[unit]
        if leaf not in place.index.leaves
    ]
    if len(found) > MAX_UNITS or any(len(leaves) > MAX_LEAVES for leaves in wanted.values()):
        problems.append(
            Problem(
                "entries",
                f"Mỗi lần chấp nhận tối đa {MAX_UNITS} đơn vị, mỗi đơn vị {MAX_LEAVES} tiêu chí",
                f"At most {MAX_UNITS} units at once, with {MAX_LEAVES} criteria each",
                "too_many",
            )
        )
    if problems:
        raise Invalid(errors=problems)
    allowing.require_all_assigned([(place, wanted[unit]) for unit, place in found.items()], by)


def _used_id() -> Problem:
    return Problem(
        "act",
        "Mã này đã dùng cho một lần chấp nhận khác hoặc đã hoàn tác; hãy tạo mã mới",
        "This id was used for another acceptance, or for one that was undone; make a new one",
    )


def _accept_unit(
    place: Place, act: Acceptance, skipped: frozenset[str], by: Account, now: datetime
) -> Save | None:
    """The save of the act's part at one unit; None if there was nothing to accept."""
    if repeated := sheets.find_save(place.key, act.id):
        return repeated
    home = places.place(place.round.id, place.unit.id, "self_assessment", now)
    sent = reading_submissions.as_sent(home.key)
    raised = doubts.of_sheet(place.index, sent, reading_submissions.files_sent(home, sent), skipped)
    clear = [leaf for leaf in act.wanted[place.unit.id] if raised.get(leaf) == []]
    others = [
        sheet
        for number, sheet in appraising.council_sheets(place.round.id, place.unit.id).items()
        if number != act.number
    ]

    def changes(sheet: Sheet) -> list[Change]:
        return [
            Change(leaf, sheet.entry(leaf).version, sent.entry(leaf).value)
            for leaf in clear
            if doubts.is_untouched(leaf, [sheet, *others])
        ]

    return commit(place, act.id, f"accept {act.id} {by.email}", changes, by, now)


def commit(
    place: Place, save_id: str, fingerprint: str, changes: Any, by: Account, now: datetime
) -> Save | None:
    """Save what `changes` gives for the sheet as it is when it is stored; None for nothing."""

    def change(sheet: Sheet) -> Sheet:
        made = changes(sheet)
        if not made:
            raise _NothingToDo
        return rules.save(sheet, made, place.index, place.kind, by.email, now)

    def outcome(before: Sheet, after: Sheet) -> dict[str, dict[str, Any]]:
        return {
            leaf: {"version": entry.version, "value": entry.value, "was": before.entry(leaf).value}
            for leaf, entry in after.entries.items()
            if entry != before.entry(leaf)
        }

    try:
        return saving.commit(place, save_id, fingerprint, change, outcome, by.email, now)
    except _NothingToDo:
        return None


def own(round_id: str, act_id: str, by: Account) -> Acceptance:
    """The member's own act of that id; NotFound, Forbidden for the act of somebody else."""
    act = store.find(round_id, act_id)
    if act is None:
        raise NotFound("Không có lần chấp nhận hàng loạt này.", "There is no such bulk acceptance.")
    if act.by != by.email:
        raise Forbidden(
            "Chỉ người đã chấp nhận hàng loạt mới hoàn tác được.",
            "Only the person who accepted in bulk can undo that.",
        )
    return act
