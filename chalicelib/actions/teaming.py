"""A unit's people among themselves: history, assignments, contacts, and what is carried over from last year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.actions import saving
from chalicelib.actions.saving import MAX_SAVE_LEAVES, Place
from chalicelib.domain import teams
from chalicelib.domain.changes import MAX_EXPLANATION, Change
from chalicelib.domain.criteria import Leaf
from chalicelib.domain.errors import ChangedMeanwhile, Finding, Forbidden, Invalid
from chalicelib.domain.teams import Assignment, Contact, Step
from chalicelib.store import sheets
from chalicelib.store import teams as store

PAGE = 200


def history(at: Place, leaf: str = "", before: datetime | None = None) -> list[Step]:
    """The changes of one leaf, or a page of those of all leaves older than `before`; newest first.

    Changes of one instant are never torn apart by a page.
    """
    steps = [step for step in teams.history(sheets.list_saves(at.key), at.index)
             if leaf in ("", step.leaf) and (before is None or step.saved_at < before)]
    if leaf or len(steps) <= PAGE:
        return steps
    return [step for step in steps if step.saved_at >= steps[PAGE - 1].saved_at]


def assignments(at: Place) -> tuple[list[Assignment], int]:
    """Who sees to which leaf, and the version of that."""
    return store.get_assignments(at.round.id, at.unit.id)


def assign(at: Place, wanted: Sequence[Assignment], version: int | None) -> tuple[list[Assignment], int]:
    """Put these assignments in the place of all; Invalid names every wrong one, ChangedMeanwhile if `version` is old.

    Nothing that was saved hangs on them, so they may be changed whatever is locked.
    """
    if findings := teams.check_assignments(wanted, at.index):
        raise Invalid(errors=findings)
    seen = assignments(at)[1] if version is None else version
    if not store.put_assignments(at.round.id, at.unit.id, wanted, seen):
        raise _changed("assignments")
    return list(wanted), seen + 1


def contacts(at: Place) -> tuple[list[Contact], int]:
    """The unit's contact persons, former ones too, and the version of that."""
    return store.get_contacts(at.round.id, at.unit.id)


def put_contacts(at: Place, wanted: Sequence[Contact], version: int | None, now: datetime,
                 ) -> tuple[list[Contact], int]:
    """Put these contacts in the place of the present ones, who stay on record with their last day."""
    if findings := teams.check_contacts(wanted):
        raise Invalid(errors=findings)
    kept, found = contacts(at)
    changed = teams.changed_contacts(kept, wanted, today(at, now))
    seen = found if version is None else version
    if seen != found or not store.put_contacts(at.round.id, at.unit.id, changed, seen):
        raise _changed("contacts")
    return changed, seen + 1


def today(at: Place, now: datetime) -> date:
    """The date where the round is at home."""
    return now.astimezone(ZoneInfo(at.round.timezone)).date()


def carry_over(at: Place, from_round: str, save_id: str, by: str, now: datetime) -> dict[str, Any]:
    """Copy explanations (where there is none yet) and contacts (if there are none) from an earlier round of the same
    authority, marked as copied; sent again under the same id it gives the same answer.

    An explanation is copied where code and title of the leaf are the same; one too long to be marked is left out.
    """
    if repeated := _carried(at, save_id):
        return {"copied": repeated, "contacts": 0}
    source = saving.place(from_round, at.unit.id, at.kind, now)
    if from_round == at.round.id or source.round.authority != at.round.authority:
        raise Forbidden("Chỉ chép được từ kỳ trước của cùng cơ quan chủ trì.",
                        "Only an earlier round of the same authority can be copied from.")
    changes = _copies(at, source)
    copied: list[str] = []
    for number, start in enumerate(range(0, len(changes), MAX_SAVE_LEAVES // 2)):
        part = changes[start:start + MAX_SAVE_LEAVES // 2]
        copied += saving.save(at, f"{save_id}-{number}", part, by, now).changes
    return {"copied": copied, "contacts": _copy_contacts(at, source, now)}


def _carried(at: Place, save_id: str) -> list[str]:
    copied: list[str] = []
    while found := sheets.find_save(at.key, f"{save_id}-{len(copied) // (MAX_SAVE_LEAVES // 2)}"):
        copied += found.changes
        if len(found.changes) < MAX_SAVE_LEAVES // 2:
            break
    return copied


def _copies(at: Place, source: Place) -> list[Change]:
    old, new = sheets.get(source.key), sheets.get(at.key)
    mark = f"[Chép từ kỳ {source.round.year}] "
    changes = []
    for code, leaf in at.index.leaves.items():
        text, entry = old.entry(code).explanation.strip(), new.entry(code)
        if text and not entry.explanation.strip() and len(mark + text) <= MAX_EXPLANATION and _same(leaf, source):
            changes.append(Change(code, entry.version, explanation=text if text.startswith(mark) else mark + text))
    return changes


def _same(leaf: Leaf, source: Place) -> bool:
    before = source.index.leaves.get(leaf.code)
    return before is not None and before.title == leaf.title and leaf.method in ("self_assessed", "council_only")


def _copy_contacts(at: Place, source: Place, now: datetime) -> int:
    if contacts(at)[1]:
        return 0
    copied = [Contact(each.kind, each.name, each.position, each.phone, each.email, today(at, now),
                      copied_from=source.round.id) for each in contacts(source)[0] if each.until is None]
    return len(copied) if copied and store.put_contacts(at.round.id, at.unit.id, copied, 0) else 0


def _changed(what: str) -> ChangedMeanwhile:
    return ChangedMeanwhile(errors=[Finding(what, "Người khác vừa sửa; hãy tải lại rồi sửa tiếp",
                                            "Somebody else changed it meanwhile; load it again, then go on",
                                            "changed_meanwhile")])
