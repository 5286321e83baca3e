"""What a round keeps beside its sheets: partitions `round/#…` of the table of sheets, one item a
record, with who and when.
"""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from chalicelib.store import tables


class RoundRecordItem(Model):
    """`sheet` is the partition; what `item` and the JSON of `changes` are, each kind says."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    saved_at = UnicodeAttribute()
    by = UnicodeAttribute()
    changes = UnicodeAttribute()


def is_new() -> Condition:
    """The condition that there is no such item yet."""
    return RoundRecordItem.item.does_not_exist()


def put(record: RoundRecordItem, condition: Condition) -> bool:
    """Keep a record; False if the condition does not hold."""
    try:
        record.save(condition=condition)
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True
