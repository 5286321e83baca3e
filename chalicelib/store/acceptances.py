"""Bulk acceptances of a round: what a council member asked to accept in one act, written once.

Partition `round/#accepted`, items `act#<id>`, and `undo#<id>` once it was undone; `changes` is
{"pass", "units": {unit: [leaf]}}. What was really accepted is in the saves of the council's sheets
that have the act's id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import round_records, tables
from chalicelib.store.round_records import RoundRecordItem


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`wanted` has the leaves by unit that `by` asked to accept in a pass; `undone` once that was
    taken back.
    """

    id: str
    number: int
    wanted: dict[str, list[str]]
    by: str
    asked_at: datetime
    undone: bool = False


def put(round_id: str, act: Acceptance) -> bool:
    """Keep an act; False if there is one of that id."""
    return _put(round_id, f"act#{act.id}", act)


def put_undone(round_id: str, act: Acceptance) -> None:
    """Note that an act was undone."""
    _put(round_id, f"undo#{act.id}", act)


def find(round_id: str, act_id: str) -> Acceptance | None:
    """The act of that id; None if there is none."""
    return next((act for act in list_acts(round_id) if act.id == act_id), None)


def list_acts(round_id: str) -> list[Acceptance]:
    """Every act of the round, oldest first."""
    rows = list(tables.query("sheets", "sheet", _key(round_id)))
    undone = {_id(row["item"]) for row in rows if row["item"].startswith("undo#")}
    acts = []
    for row in rows:
        if row["item"].startswith("act#"):
            content, act_id = json.loads(row["changes"]), _id(row["item"])
            asked_at = from_text(row["saved_at"])
            wanted = content["units"]
            acts.append(
                Acceptance(act_id, content["pass"], wanted, row["by"], asked_at, act_id in undone)
            )
    return sorted(acts, key=lambda act: (act.asked_at, act.id))


def _put(round_id: str, name: str, act: Acceptance) -> bool:
    record = RoundRecordItem(
        _key(round_id),
        name,
        saved_at=to_text(act.asked_at),
        by=act.by,
        changes=tables.dump({"pass": act.number, "units": act.wanted}),
    )
    return round_records.put(record, round_records.is_new())


def _key(round_id: str) -> str:
    return f"{round_id}/#accepted"


def _id(item: str) -> str:
    return item.partition("#")[2]
