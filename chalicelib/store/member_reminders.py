"""Reminders of members of the council: one item for each member and day, which is the lock too.

Partition `round/#reminded`, items `<day>#<e-mail address>`; `changes` is {"left", "failed"}.
"""

from __future__ import annotations

import json
from dataclasses import replace

from chalicelib.domain.appraisal.appraisal_progress import MemberReminder
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import round_records, tables
from chalicelib.store.round_records import RoundRecordItem


def list_last(round_id: str) -> dict[str, MemberReminder]:
    """The latest reminder of each member, by e-mail address."""
    rows = tables.query("sheets", "sheet", _key(round_id))
    found: dict[str, MemberReminder] = {}
    for row in sorted(rows, key=lambda row: row["item"]):
        day, _, member = row["item"].partition("#")
        content = json.loads(row["changes"])
        at = from_text(row["saved_at"])
        found[member] = MemberReminder(
            member, day, content["left"], row["by"], at, content["failed"]
        )
    return found


def claim(round_id: str, reminder: MemberReminder) -> bool:
    """Keep a reminder before its letter is sent; False if the member has one of that day, unless
    the mail service did not take its letter.
    """
    free = round_records.is_new() | RoundRecordItem.changes.contains('"failed":true')
    return round_records.put(_item(round_id, reminder), free)


def put_failed(round_id: str, reminder: MemberReminder) -> None:
    """Note that the mail service did not take the letter of a claimed reminder."""
    _item(round_id, replace(reminder, failed=True)).save()


def _item(round_id: str, reminder: MemberReminder) -> RoundRecordItem:
    return RoundRecordItem(
        _key(round_id),
        f"{reminder.day}#{reminder.member}",
        saved_at=to_text(reminder.at),
        by=reminder.by,
        changes=tables.dump({"left": reminder.left, "failed": reminder.failed}),
    )


def _key(round_id: str) -> str:
    return f"{round_id}/#reminded"
