"""Sheets: one item with all values, one for each explanation, and one for each save (the history).

Partition `round/unit`, with `/1` or `/2` added for the council's passes and `/supplement` for what
the unit adds between them. Every write is one transaction; its conditions are the sheet's version,
`locks_at`, and that the sheet is not submitted. So an accepted save is stored, and its `saved_at`
is before `locks_at`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.assessment import approvals, receipts
from chalicelib.domain.assessment.approvals import Approval
from chalicelib.domain.assessment.sheets import Entry, Save, Sheet
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables
from chalicelib.store.sheet_items import SaveItem, SheetItem, TextItem, entries_text, save_item

SUFFIXES = {
    "self_assessment": "",
    "appraisal_first": "/1",
    "supplement": "/supplement",
    "appraisal_final": "/2",
    "objection": "/objection",  # files alone
}


def key(round_id: str, unit: str, kind: str) -> str:
    """The partition of a unit's sheet of that kind."""
    return f"{round_id}/{unit}{SUFFIXES[kind]}"


def get(sheet: str) -> Sheet:
    """The sheet with its explanations, read consistently in one query; an empty one if nothing was
    saved.
    """
    head: dict[str, Any] = {}
    texts: dict[str, str] = {}
    # `entries` and `explanation#…` begin with an e, `save#…` does not.
    for row in tables.query("sheets", "sheet", sheet, prefix=("item", "e")):
        if row["item"] == "entries":
            head = row
        else:
            texts[row["item"].partition("#")[2]] = row["text"]
    return _sheet(head, texts)


def list_without_texts(sheets: Iterable[str]) -> dict[str, Sheet]:
    """By key these sheets without their explanations, read a hundred a call; those in which nothing
    was saved are left out.
    """
    keys = [{"sheet": sheet, "item": "entries"} for sheet in sheets]
    return {row["sheet"]: _sheet(row, {}) for row in tables.get_many("sheets", keys)}


def list_texts(sheets: Iterable[str], leaf: str) -> dict[str, str]:
    """By key the explanation of a leaf in each of these sheets, as far as there is one."""
    keys = [{"sheet": sheet, "item": f"explanation#{leaf}"} for sheet in sheets]
    return {row["sheet"]: row["text"] for row in tables.get_many("sheets", keys)}


def _sheet(head: Mapping[str, Any], texts: Mapping[str, str]) -> Sheet:
    content = json.loads(head.get("content", "{}"))
    entries = {
        leaf: Entry(value, texts.get(leaf, ""), version, from_text(saved_at), by, more[:1] == [1])
        for leaf, (value, version, saved_at, by, *more) in content.items()
    }
    return Sheet(
        version=head.get("version", 0),
        locks_at=from_text(head["locks_at"]) if "locks_at" in head else None,
        submitted_at=from_text(head["submitted_at"]) if "submitted_at" in head else None,
        receipt=head.get("receipt", ""),
        digest=head.get("digest", ""),
        entries=entries,
        approval=approvals.from_json(json.loads(head["approval"])) if "approval" in head else None,
        submission=(
            receipts.from_json(json.loads(head["submission"])) if "submission" in head else None
        ),
        sent=approvals.report_from_json(json.loads(head["sent"])) if "sent" in head else None,
    )


def find_save(sheet: str, save_id: str) -> Save | None:
    """The accepted save with that id; None if there is none."""
    try:
        item = SaveItem.get(sheet, f"save#{save_id}", consistent_read=True)
    except SaveItem.DoesNotExist:
        return None
    return Save(
        save_id,
        item.fingerprint,
        item.by,
        from_text(item.saved_at),
        from_text(item.locks_at),
        json.loads(item.changes),
    )


def list_changed(sheets: Iterable[str], save_id: str) -> dict[str, list[str]]:
    """By key the leaves that the save of that id changed, of those sheets that have one."""
    keys = [{"sheet": sheet, "item": f"save#{save_id}"} for sheet in sheets]
    rows = tables.get_many("sheets", keys)
    return {row["sheet"]: sorted(json.loads(row["changes"])) for row in rows}


def list_saves(sheet: str) -> list[Save]:
    """Every accepted save, in no order."""
    return [
        Save(
            row["item"].partition("#")[2],
            row["fingerprint"],
            row["by"],
            from_text(row["saved_at"]),
            from_text(row["locks_at"]),
            json.loads(row["changes"]),
        )
        for row in tables.query("sheets", "sheet", sheet, prefix=("item", "save#"))
    ]


def record(sheet: str, after: Sheet, save: Save) -> bool:
    """Store the next version of the sheet with its save; False if the sheet was changed, locked or
    submitted meanwhile.
    """
    return tables.write(lambda transaction: fill(transaction, sheet, after, save)) is None


def fill(transaction: Any, sheet: str, after: Sheet, save: Save) -> None:
    """Put the next version of the sheet and its save into a transaction, with their conditions."""
    head = SheetItem(sheet, "entries")
    actions = [
        SheetItem.version.set(after.version),
        SheetItem.content.set(entries_text(after)),
        SheetItem.locks_at.set(SheetItem.locks_at | to_text(save.locks_at)),
    ]
    if after.submitted_at:
        actions += [
            SheetItem.submitted_at.set(to_text(after.submitted_at)),
            SheetItem.digest.set(after.digest),
            SheetItem.receipt.set(after.receipt),
        ]
    if after.submission and after.sent and after.submitted_at:
        actions += [
            SheetItem.submission.set(tables.dump(receipts.as_json(after.submission))),
            SheetItem.sent.set(tables.dump(approvals.report_as_json(after.sent))),
        ]
    if after.approval and after.approval.version == after.version:  # this save approves
        actions.append(SheetItem.approval.set(tables.dump(approvals.as_json(after.approval))))
    transaction.update(head, actions, condition=_writable(after.version - 1, save.saved_at))
    transaction.save(save_item(sheet, save), condition=SaveItem.item.does_not_exist())
    for leaf, change in save.changes.items():
        if "explanation" in change:
            transaction.save(TextItem(sheet, f"explanation#{leaf}", text=change["explanation"]))


def record_report(sheet: str, approval: Approval, now: datetime) -> bool:
    """Keep an approval with its signed report; False if the sheet was changed, locked or submitted
    meanwhile.
    """
    try:
        SheetItem(sheet, "entries").update(
            [SheetItem.approval.set(tables.dump(approvals.as_json(approval)))],
            condition=_writable(approval.version, now),
        )
    except UpdateError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def _writable(version: int, now: datetime) -> Condition:
    unchanged: Condition = (
        SheetItem.version == version if version else SheetItem.version.does_not_exist()
    )
    writable: Condition = unchanged & unlocked(now)
    return writable


def unlocked(now: datetime) -> Condition:
    """The condition of every write to a sheet: not locked at `now`, and not submitted."""
    open_: Condition = SheetItem.locks_at.does_not_exist() | (SheetItem.locks_at > to_text(now))
    writable: Condition = open_ & SheetItem.submitted_at.does_not_exist()
    return writable


def set_locks(round_id: str, unit: str, kind: str, locks_at: datetime, version: int) -> None:
    """Put the closing instant on a unit's sheet, unless that of a newer `version` of the timetable
    is there.
    """
    older = SheetItem.locks_version.does_not_exist() | (SheetItem.locks_version < version)
    try:
        SheetItem(key(round_id, unit, kind), "entries").update(
            [SheetItem.locks_at.set(to_text(locks_at)), SheetItem.locks_version.set(version)],
            condition=older,
        )
    except UpdateError as error:
        if not tables.unmet(error):
            raise


def reopen(sheet: str) -> None:
    """Make a submitted sheet editable again; the save that submitted it stays on record with its
    receipt.
    """
    try:
        SheetItem(sheet, "entries").update(
            [
                SheetItem.submitted_at.remove(),
                SheetItem.digest.remove(),
                SheetItem.receipt.remove(),
            ],
            condition=SheetItem.submitted_at.exists(),
        )
    except UpdateError as error:
        if not tables.unmet(error):
            raise
