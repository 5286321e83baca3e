"""A sheet as JSON: entries, totals, a save, its lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.domain.assessment.sheets import Entry, Save, Sheet
    from chalicelib.domain.criteria.tree import Leaf
    from chalicelib.domain.people.accounts import Account
    from chalicelib.domain.rounds.round import Index
    from chalicelib.domain.rounds.windows import Timetable


def points(leaf: Leaf, entry: Entry) -> str | None:
    """The points that the rule gives for the saved value, with two decimals; None without a
    value.
    """
    return None if entry.value is None else decimals.two(leaf.rule.points(entry.value, leaf))


def entries(sheet: Sheet, index: Index) -> dict[str, Any]:
    """Every saved entry with its points, by the code of the leaf."""
    from chalicelib.domain.assessment.sheets import as_json

    return {
        code: {
            **as_json(entry),
            "points": points(index.leaf(code), entry) if code in index.leaves else None,
        }
        for code, entry in sheet.entries.items()
    }


def saved(save: Save, index: Index) -> dict[str, Any]:
    """An accepted save."""
    return {
        "save_id": save.id,
        "saved_at": save.saved_at,
        "locks_at": save.locks_at,
        "entries": {
            code: _outcome(change, index.leaves.get(code)) for code, change in save.changes.items()
        },
    }


def _outcome(change: Mapping[str, Any], leaf: Leaf | None) -> dict[str, Any]:
    shown = {
        name: change[name]
        for name in ("value", "explanation", "estimated", "version")
        if name in change
    }
    if leaf is not None and change.get("value") is not None:
        shown["points"] = decimals.two(leaf.rule.points(change["value"], leaf))
    return shown


def totals(sheet: Sheet, index: Index, not_applicable: frozenset[str]) -> dict[str, Any]:
    """Points reached and maximum, by area and in total, over the self-assessed leaves that
    apply.
    """
    areas = {}
    reached_all = maximum_all = Fraction(0)
    for area in index.areas:
        of_area = chain.from_iterable(criterion.leaves for criterion in area.criteria)
        leaves = [
            leaf
            for leaf in of_area
            if leaf.method == "self_assessed" and leaf.code not in not_applicable
        ]
        values = [(leaf, sheet.entry(leaf.code).value) for leaf in leaves]
        points_of_area = (
            leaf.rule.points(value, leaf) for leaf, value in values if value is not None
        )
        reached = sum(points_of_area, Fraction(0))
        maximum = sum((leaf.max for leaf in leaves), Fraction(0))
        areas[area.code] = {"points": decimals.two(reached), "maximum": decimals.two(maximum)}
        reached_all, maximum_all = reached_all + reached, maximum_all + maximum
    return {
        "areas": areas,
        "points": decimals.two(reached_all),
        "maximum": decimals.two(maximum_all),
    }


def lock(
    timetable: Timetable, kind: str, sheet: Sheet, by: Account, now: datetime
) -> dict[str, Any]:
    """Since when and why a sheet is locked for this person; both null if it can be written or was
    never open.
    """
    since, why = None, None
    if sheet.submitted_at is not None:
        since, why = sheet.submitted_at, ("đã gửi đi", "submitted")
    elif timetable.state(kind, now) == "closed":
        since, why = timetable.locks_at(kind), timetable.why_locked(kind)
    elif by.post.has_ended(now):
        since, why = by.until, ("nhiệm vụ của Ông/Bà đã kết thúc", "your post has ended")
    return {"locked_since": since, "locked_reason": {"vi": why[0], "en": why[1]} if why else None}
