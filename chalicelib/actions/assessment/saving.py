"""Saving a sheet of any kind: check the window, merge, store, and recognise a repeated save."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.actions.places import ATTEMPTS, Place, writable
from chalicelib.domain.assessment import sheets
from chalicelib.domain.assessment.changes import KEEP, Change, check_all
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem, Refusal, TooLarge
from chalicelib.store import many_sheets
from chalicelib.store import sheets as store

# DynamoDB holds a save as one item of at most 400 KB, and 100 items in a transaction.
MAX_SAVE_BYTES = 200_000
MAX_SAVE_LEAVES = 98

# What is saved of one sheet together with others: where, the sheet as it was read, the id of the
# save, the changes.
Part = tuple[Place, Sheet, str, Sequence[Change]]


def save(
    place: Place,
    save_id: str,
    changes: Sequence[Change],
    by: str,
    now: datetime,
    also: Callable[[Sheet], Sequence[Problem]] = lambda _: (),
) -> Save:
    """Save the changes, all or nothing; the same save sent again gives the same result. `also`
    gives further problems of the changes, as the sheet is before them.

    Raises WindowClosed, AlreadySubmitted, Invalid, TooLarge or ChangedMeanwhile; then nothing was
    saved.
    """
    fingerprint = _fingerprint(changes, by)

    def change(sheet: Sheet) -> Sheet:
        if problems := also(sheet):
            wrong = check_all(list(changes), place.index, place.kind)
            raise Invalid(errors=[*wrong, *problems])
        return sheets.save(sheet, changes, place.index, place.kind, by, now)

    def outcome(before: Sheet, after: Sheet) -> dict[str, Any]:
        return {made.leaf: _outcome(before, after, made) for made in changes}

    return commit(place, save_id, fingerprint, change, outcome, by, now)


def save_together(parts: Sequence[Part], by: str, now: datetime) -> bool:
    """Save the parts of several sheets in one transaction, all or nothing; False, with nothing
    saved, if any of them is refused or was changed since it was read: then each is to be saved by
    itself, which says why.
    """
    made = []
    try:
        for place, kept, save_id, changes in parts:
            sheet, locks_at = writable(place, now, kept)
            after = sheets.save(sheet, changes, place.index, place.kind, by, now)
            outcome = {each.leaf: _outcome(sheet, after, each) for each in changes}
            entry = Save(save_id, _fingerprint(changes, by), by, now, locks_at, outcome)
            _require_small(entry)
            made.append((place.key, after, entry))
    except Refusal:
        return False
    return many_sheets.record_together(made)


def commit(
    place: Place,
    save_id: str,
    fingerprint: str,
    change: Callable[[Sheet], Sheet],
    outcome: Callable[[Sheet, Sheet], Mapping[str, Mapping[str, Any]]],
    by: str,
    now: datetime,
) -> Save:
    """Store the sheet that `change` returns; start over if somebody else saved meanwhile.

    `outcome` is what the save keeps of the sheet before and after, by leaf. Sent again under the
    same id, nothing changes and the first save is returned; Invalid if its fingerprint differs.
    """
    try:
        for _ in range(ATTEMPTS):
            sheet, locks_at = writable(place, now)
            after = change(sheet)
            entry = Save(save_id, fingerprint, by, now, locks_at, outcome(sheet, after))
            _require_small(entry)
            if store.record(place.key, after, entry):
                return entry
            if repeated := _same_save(place, save_id, fingerprint):
                return repeated
    except Refusal:
        if repeated := _same_save(place, save_id, fingerprint):
            return repeated
        raise
    raise ChangedMeanwhile(
        "Nhiều người đang lưu cùng lúc; hãy thử lại.", "Many people are saving; please try again."
    )


def _same_save(place: Place, save_id: str, fingerprint: str) -> Save | None:
    earlier = store.find_save(place.key, save_id)
    if earlier is not None and earlier.fingerprint != fingerprint:
        raise Invalid(
            errors=[
                Problem(
                    "save_id",
                    "Mã lần lưu đã dùng cho nội dung khác; hãy tạo mã mới",
                    "This save id was used for other content; make a new one",
                )
            ]
        )
    return earlier


def _fingerprint(changes: Sequence[Change], by: str) -> str:
    content = [
        [
            change.leaf,
            change.version,
            None if change.value is KEEP else [change.value],
            None if change.explanation is KEEP else [change.explanation],
            *([] if change.estimated is KEEP else [change.estimated]),
        ]
        for change in changes
    ]
    return hashlib.sha256(json.dumps([by, content], sort_keys=True).encode()).hexdigest()


def _outcome(before: Sheet, after: Sheet, change: Change) -> dict[str, Any]:
    was, entry = before.entry(change.leaf), after.entry(change.leaf)
    result: dict[str, Any] = {"version": entry.version}
    if change.value is not KEEP:
        result |= {"value": entry.value, "was": was.value}
    if change.explanation is not KEEP:
        result |= {"explanation": entry.explanation}
    if change.estimated is not KEEP or entry.estimated != was.estimated:
        result |= {"estimated": entry.estimated}
    return result


def _require_small(save: Save) -> None:
    size = len(json.dumps(save.changes, ensure_ascii=False).encode())
    if size > MAX_SAVE_BYTES or len(save.changes) > MAX_SAVE_LEAVES:
        raise TooLarge(
            f"Mỗi lần lưu tối đa {MAX_SAVE_LEAVES} tiêu chí, {MAX_SAVE_BYTES // 1000} KB; lưu từng"
            " phần.",
            f"At most {MAX_SAVE_LEAVES} criteria and {MAX_SAVE_BYTES // 1000} KB a save; save in"
            " parts.",
        )
