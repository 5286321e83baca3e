"""The items of a sheet: its values, its explanations, and one item for each save."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

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
