"""Releases of a round: partition `round/#released`, one item a release, written once with its act.

`item` is the number, `changes` is {"pass", "indexes", "reason", "waiting", "skipped"}.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.domain.assessment.releases import Release
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, round_records, tables
from chalicelib.store.round_records import RoundRecordItem


def _key(round_id: str) -> str:
    # No id of a unit begins with #.
    return f"{round_id}/#released"


def list_releases(round_id: str) -> list[Release]:
    """Every release of the round, oldest first."""
    return [_release(row) for row in tables.query("sheets", "sheet", _key(round_id))]


def add(round_id: str, release: Release, act: audit.Act) -> bool:
    """Keep a release with its act; False if there is one of its number already."""
    content = {
        "pass": release.round_pass,
        "indexes": release.indexes,
        "reason": release.reason,
        "waiting": release.waiting,
        "skipped": {unit: sorted(leaves) for unit, leaves in release.skipped.items()},
    }
    record = RoundRecordItem(
        _key(round_id),
        f"{release.number:06d}",
        saved_at=to_text(release.at),
        by=release.by,
        changes=tables.dump(content),
    )

    def fill(transaction: Any) -> None:
        transaction.save(record, condition=round_records.is_new())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _release(row: dict[str, Any]) -> Release:
    content = json.loads(row["changes"])
    return Release(
        int(row["item"]),
        content["pass"],
        tuple(content["indexes"]),
        row["by"],
        from_text(row["saved_at"]),
        content["reason"],
        content["waiting"],
        content["skipped"],
    )
