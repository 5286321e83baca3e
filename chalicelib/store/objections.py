"""Objections of a round: partition `round/#objections` of the table of sheets, `unit/leaf/release`;
decided on condition that they are not decided yet.

One that is accepted changes the sheet of the final pass in the same transaction, locked or not. The
sheet's save keeps what was there before, as every save does.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.appraisal.objections import REQUESTED, Objection
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, tables
from chalicelib.store.sheet_items import SaveItem, SheetItem, TextItem, entries_text, save_item


class ObjectionItem(Model):
    """An objection as JSON (`changes`); `state` is its own attribute for the condition."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    changes = UnicodeAttribute()


def _key(round_id: str) -> str:
    # No id of a unit begins with #.
    return f"{round_id}/#objections"


def list_objections(round_id: str, unit: str = "") -> list[Objection]:
    """Every objection of the round, or of one unit, by unit and criterion."""
    prefix = ("item", f"{unit}/") if unit else None
    rows = tables.query("sheets", "sheet", _key(round_id), ("changes",), prefix)
    return [_objection(row["changes"]) for row in rows]


def add(round_id: str, objection: Objection, act: audit.Act) -> bool:
    """Keep a new objection with its act; False if there is one."""
    item = _item(round_id, objection)

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=ObjectionItem.state.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def decide(
    round_id: str,
    objection: Objection,
    act: audit.Act,
    sheet: str = "",
    after: Sheet | None = None,
    save: Save | None = None,
) -> bool:
    """Keep a decision with its act; with `after` and `save` also the next version of the sheet of
    the final pass. False if it was decided, or the sheet was changed, meanwhile.
    """
    item = _item(round_id, objection)

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=ObjectionItem.state == REQUESTED)
        audit.fill(act, transaction)
        if after is None or save is None:
            return
        before = after.version - 1
        transaction.update(
            SheetItem(sheet, "entries"),
            [SheetItem.version.set(after.version), SheetItem.content.set(entries_text(after))],
            condition=(
                SheetItem.version == before if before else SheetItem.version.does_not_exist()
            ),
        )
        transaction.save(save_item(sheet, save), condition=SaveItem.item.does_not_exist())
        text = after.entry(objection.leaf).explanation
        transaction.save(TextItem(sheet, f"explanation#{objection.leaf}", text=text))

    return tables.write(fill) is None


def _item(round_id: str, objection: Objection) -> ObjectionItem:
    decided_at = objection.decided_at
    content = {
        **asdict(objection),
        "at": to_text(objection.at),
        "decided_at": to_text(decided_at) if decided_at else None,
    }
    return ObjectionItem(
        _key(round_id),
        f"{objection.unit}/{objection.id}",
        state=objection.state,
        changes=tables.dump(content),
    )


def _objection(text: str) -> Objection:
    content = json.loads(text)
    decided_at = content["decided_at"]
    known = {
        "files": tuple(content["files"]),
        "at": from_text(content["at"]),
        "decided_at": from_text(decided_at) if decided_at else None,
    }
    return json_values.of(Objection, {**content, **known})
