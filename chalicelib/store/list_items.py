"""The items of respondent lists."""

from __future__ import annotations

from pynamodb.attributes import (
    BinaryAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.models import Model

from chalicelib.store import tables


class ListItem(Model):
    """The list of one group; `version` is a digest of its content."""

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    people = BinaryAttribute(legacy_encoding=False)
    listed = NumberAttribute()
    version = UnicodeAttribute()


class SentItem(Model):
    """What a lister sent for one index.

    `listed` is {group: {unit: people}} as JSON. `invited` gets one `[group, {unit: people}]` for
    each group whose people are invited; it is a set, so that noting one twice changes nothing.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    sent_at = UnicodeAttribute()
    listed = UnicodeAttribute()
    invited = UnicodeSetAttribute(null=True)
