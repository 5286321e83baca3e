"""How any sheet is saved: check the window, merge, store, and recognise a repeated save."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.actions.places import ATTEMPTS, Place, writable
from chalicelib.domain.assessment import sheets
from chalicelib.domain.assessment.changes import KEEP, Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem, Refusal, TooLarge
from chalicelib.store import sheets as store

# One history item holds a whole save and may not exceed DynamoDB's 400 KB; a transaction holds 100
# items.
MAX_SAVE_BYTES = 200_000
MAX_SAVE_LEAVES = 98


def save(at: Place, save_id: str, changes: Sequence[Change], by: str, now: datetime) -> Save:
    """Save the changes, all or nothing; the same save sent again gives what it gave the first time.

    Raises WindowClosed, AlreadySubmitted, Invalid or ChangedMeanwhile; then nothing was saved.
    """
    fingerprint = _fingerprint(changes, by)

    def change(sheet: Sheet) -> Sheet:
        return sheets.save(sheet, changes, at.index, at.kind, by, now)

    def outcome(before: Sheet, after: Sheet) -> dict[str, Any]:
        return {each.leaf: _outcome(before, after, each) for each in changes}

    return commit(at, save_id, fingerprint, change, outcome, by, now)


def commit(
    at: Place,
    save_id: str,
    fingerprint: str,
    change: Callable[[Sheet], Sheet],
    outcome: Callable[[Sheet, Sheet], Mapping[str, Mapping[str, Any]]],
    by: str,
    now: datetime,
) -> Save:
    """Store what `change` makes of the sheet, starting over when somebody else saved meanwhile."""
    try:
        for _ in range(ATTEMPTS):
            sheet, locks_at = writable(at, now)
            after = change(sheet)
            entry = Save(save_id, fingerprint, by, now, locks_at, outcome(sheet, after))
            _require_small(entry)
            if store.record(at.key, after, entry):
                return entry
            if repeated := _same_save(at, save_id, fingerprint):
                return repeated
    except Refusal:
        if repeated := _same_save(at, save_id, fingerprint):
            return repeated
        raise
    raise ChangedMeanwhile(
        "Nhiều người đang lưu cùng lúc; hãy thử lại.", "Many people are saving; please try again."
    )


def _same_save(at: Place, save_id: str, fingerprint: str) -> Save | None:
    found = store.find_save(at.key, save_id)
    if found is not None and found.fingerprint != fingerprint:
        raise Invalid(
            errors=[
                Problem(
                    "save_id",
                    "Mã lần lưu đã dùng cho nội dung khác; hãy tạo mã mới",
                    "This save id was used for other content; make a new one",
                )
            ]
        )
    return found


def _fingerprint(changes: Sequence[Change], by: str) -> str:
    content = [
        [
            each.leaf,
            each.version,
            None if each.value is KEEP else [each.value],
            None if each.explanation is KEEP else [each.explanation],
            *([] if each.estimated is KEEP else [each.estimated]),
        ]
        for each in changes
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
