"""The items of a sheet: its values, its explanations, and one item for each save."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.instants import FOREVER, to_text
from chalicelib.store import tables


class SheetItem(Model):
    """All values of one sheet as one JSON text: {leaf: [value, version, saved_at, saved_by,
    estimated?]}.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="entries")
    version = NumberAttribute(null=True)
    locks_at = UnicodeAttribute(null=True)
    locks_version = NumberAttribute(null=True)
    submitted_at = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    receipt = UnicodeAttribute(null=True)
    approval = UnicodeAttribute(null=True)
    submission = UnicodeAttribute(null=True)
    sent = UnicodeAttribute(null=True)
    content = UnicodeAttribute(null=True)


class TextItem(Model):
    """The explanation, or the council's comment, of one criterion: `explanation#<leaf>`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    text = UnicodeAttribute()


class SaveItem(Model):
    """One accepted save: `save#<save id>`; never changed, so that a repeated save is recognised."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    saved_at = UnicodeAttribute()
    locks_at = UnicodeAttribute()
    by = UnicodeAttribute()
    fingerprint = UnicodeAttribute()
    changes = UnicodeAttribute()


def entries_text(sheet: Sheet) -> str:
    """All values of a sheet as the text of its item."""
    return tables.dump(
        {
            leaf: [
                entry.value,
                entry.version,
                to_text(entry.saved_at or FOREVER),
                entry.saved_by,
                *([1] if entry.estimated else []),
            ]
            for leaf, entry in sheet.entries.items()
        }
    )


def save_item(sheet: str, save: Save) -> SaveItem:
    """The item of a save of the sheet of that key."""
    return SaveItem(
        sheet,
        f"save#{save.id}",
        saved_at=to_text(save.saved_at),
        locks_at=to_text(save.locks_at),
        by=save.by,
        fingerprint=save.fingerprint,
        changes=tables.dump(save.changes),
    )
