"""A unit's people among themselves: their names, history, assignments, contacts."""

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


def history(at: Place, leaf: str = "", before: datetime | None = None) -> list[HistoryStep]:
    """The changes of one leaf, or a page of those of all leaves older than `before`; newest first.

    Changes of one instant are never torn apart by a page.
    """
    steps = [
        step
        for step in team.history(sheets.list_saves(at.key), at.index)
        if leaf in ("", step.leaf) and (before is None or step.saved_at < before)
    ]
    if leaf or len(steps) <= PAGE:
        return steps
    return [step for step in steps if step.saved_at >= steps[PAGE - 1].saved_at]


def people(at: Place) -> dict[str, str]:
    """The names of all who have, or had, an account at the unit, by address: those who stand in its
    history.
    """
    return store.list_people(at.round.id, at.unit.id)


def assignments(at: Place) -> tuple[list[Assignment], int]:
    """Who sees to which leaf, and the version of that."""
    return store.get_assignments(at.round.id, at.unit.id)


def assign(
    at: Place, wanted: Sequence[Assignment], version: int | None
) -> tuple[list[Assignment], int]:
    """Put these assignments in the place of all; Invalid names every wrong one, ChangedMeanwhile if
    `version` is old.

    Nothing that was saved hangs on them, so they may be changed whatever is locked.
    """
    if problems := team.check_assignments(wanted, at.index):
        raise Invalid(errors=problems)
    seen = assignments(at)[1] if version is None else version
    if not store.put_assignments(at.round.id, at.unit.id, wanted, seen):
        raise _changed("assignments")
    return list(wanted), seen + 1


def contacts(at: Place) -> tuple[list[Contact], int]:
    """The unit's contact persons, former ones too, and the version of that."""
    return store.get_contacts(at.round.id, at.unit.id)


def put_contacts(
    at: Place, wanted: Sequence[Contact], version: int | None, now: datetime
) -> tuple[list[Contact], int]:
    """Put these contacts in the place of the present ones, who stay on record with their last
    day.
    """
    if problems := team.check_contacts(wanted):
        raise Invalid(errors=problems)
    kept, found = contacts(at)
    changed = team.changed_contacts(kept, wanted, today(at, now))
    seen = found if version is None else version
    if seen != found or not store.put_contacts(at.round.id, at.unit.id, changed, seen):
        raise _changed("contacts")
    return changed, seen + 1


def today(at: Place, now: datetime) -> date:
    """The date where the round is at home."""
    return now.astimezone(ZoneInfo(at.round.timezone)).date()


def _changed(what: str) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        errors=[
            Problem(
                what,
                "Người khác vừa sửa; hãy tải lại rồi sửa tiếp",
                "Somebody else changed it meanwhile; load it again, then go on",
                "changed_meanwhile",
            )
        ]
    )
