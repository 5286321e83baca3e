"""Objections of a round (`asked_records`), `unit/leaf/release`.

One that is accepted changes the sheet of the final pass in the same transaction, locked or not. The
sheet's save keeps what was there before, as every save does.
"""

from __future__ import annotations

from typing import Any

from chalicelib.domain.appraisal.objections import REQUESTED, Objection
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.store import asked_records, audit, tables
from chalicelib.store.asked_records import OBJECTIONS, AskedItem
from chalicelib.store.sheet_items import SaveItem, SheetItem, TextItem, entries_text, save_item


def list_objections(round_id: str, unit: str = "") -> list[Objection]:
    """Every objection of the round, or of one unit, by unit and criterion."""
    return asked_records.list_all(Objection, round_id, OBJECTIONS, unit)


def add(round_id: str, objection: Objection, act: audit.Act) -> bool:
    """Keep a new objection with its act; False if there is one."""
    return asked_records.add(asked_records.item_of(round_id, OBJECTIONS, objection), act)


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
    item = asked_records.item_of(round_id, OBJECTIONS, objection)

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=AskedItem.state == REQUESTED)
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
