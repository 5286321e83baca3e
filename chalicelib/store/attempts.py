"""Counters of failed sign-ins, each for a quarter of an hour; the table deletes an item a day
later.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.models import Model

from chalicelib.store import tables

_KEEP = timedelta(days=1)


class AttemptItem(Model):
    """`attempt` is a keyed hash of the person or network and of the quarter of an hour; `expires`
    is the table's time to live (Unix seconds).
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("attempts")

    attempt = UnicodeAttribute(hash_key=True)
    failures = NumberAttribute()
    expires = NumberAttribute(null=True)


def take(key: str, limit: int, until: datetime) -> bool:
    """Count one more, of a counter that ends at `until`; False if `limit` were counted already."""
    try:
        AttemptItem(key).update(
            [
                AttemptItem.failures.add(1),
                AttemptItem.expires.set(int((until + _KEEP).timestamp())),
            ],
            condition=AttemptItem.failures.does_not_exist() | (AttemptItem.failures < limit),
        )
    except UpdateError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def give_back(key: str) -> None:
    """Count one fewer: the sign-in did not fail."""
    AttemptItem(key).update([AttemptItem.failures.add(-1)])


def clear(key: str) -> None:
    """Set the counter to zero."""
    AttemptItem(key).update([AttemptItem.failures.set(0)])
