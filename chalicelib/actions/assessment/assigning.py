"""Assigning: a unit's people, who does which leaf, its contacts, and the history of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.actions.places import Place
from chalicelib.domain.assessment import team
from chalicelib.domain.assessment.team import Assignment, Contact, HistoryStep
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.store import sheets
from chalicelib.store import teams as store

PAGE = 200


def history(place: Place, leaf: str = "", before: datetime | None = None) -> list[HistoryStep]:
    """The changes of one leaf, or of all leaves, newest first; those older than `before` if given.

    Changes of all leaves come in pages of PAGE steps; a page can have more, so that changes of one
    instant are on one page.
    """
    steps = [
        step
        for step in team.history(sheets.list_saves(place.key), place.index)
        if leaf in ("", step.leaf) and (before is None or step.saved_at < before)
    ]
    if leaf or len(steps) <= PAGE:
        return steps
    return [step for step in steps if step.saved_at >= steps[PAGE - 1].saved_at]


def people(place: Place) -> dict[str, str]:
    """The names, by e-mail address, of everybody who has or had an account at the unit."""
    return store.list_people(place.round.id, place.unit.id)


def assignments(place: Place) -> tuple[list[Assignment], int]:
    """Who does which leaf, and the version of the assignments."""
    return store.get_assignments(place.round.id, place.unit.id)


def assign(
    place: Place, wanted: Sequence[Assignment], version: int | None
) -> tuple[list[Assignment], int]:
    """Replace all assignments; returns them with their new version.

    Invalid names every wrong one; ChangedMeanwhile if `version` is old and they are not as wanted
    already. No saved value depends on them, so they can be changed even if the sheet is locked.
    """
    if problems := team.check_assignments(wanted, place.index):
        raise Invalid(errors=problems)
    seen = assignments(place)[1] if version is None else version
    if store.put_assignments(place.round.id, place.unit.id, wanted, seen):
        return list(wanted), seen + 1
    kept, current = assignments(place)
    if kept != list(wanted):
        raise _changed("assignments")
    return kept, current


def contacts(place: Place) -> tuple[list[Contact], int]:
    """The unit's contacts, former ones too, and their version."""
    return store.get_contacts(place.round.id, place.unit.id)


def put_contacts(
    place: Place, wanted: Sequence[Contact], version: int | None, now: datetime
) -> tuple[list[Contact], int]:
    """Replace the current contacts; returns all of them with their new version.

    Those who are replaced stay on record with today as their last day. Invalid names every wrong
    one; ChangedMeanwhile if `version` is old and they are not as wanted already.
    """
    if problems := team.check_contacts(wanted):
        raise Invalid(errors=problems)
    for _ in range(2):  # the second time to see whether the write that was refused is our own
        kept, current = contacts(place)
        changed = team.changed_contacts(kept, wanted, today(place, now))
        if current and changed == kept:  # even no contacts may have been kept as such
            return kept, current
        seen = current if version is None else version
        if seen == current and store.put_contacts(place.round.id, place.unit.id, changed, seen):
            return changed, seen + 1
    raise _changed("contacts")


def today(place: Place, now: datetime) -> date:
    """The date at `now` in the round's timezone."""
    return now.astimezone(ZoneInfo(place.round.timezone)).date()


def _changed(what: str) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        errors=[
            Problem(
                what,
                "Người khác vừa sửa; hãy tải lại rồi sửa tiếp",
                "Somebody else changed it meanwhile; load it again, then continue",
                "changed_meanwhile",
            )
        ]
    )
