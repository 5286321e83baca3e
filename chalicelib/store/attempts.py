"""Counters of failed sign-ins; each item goes away by itself some time after its quarter of an
hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.models import Model

from chalicelib.store import tables

_KEEP = timedelta(days=1)


class AttemptItem(Model):
    """`attempt` is a keyed hash of whom, and of when; `expires` is the table's time to live."""

    class Meta(tables.TableMeta):
        table_name = tables.name("attempts")

    attempt = UnicodeAttribute(hash_key=True)
    failures = NumberAttribute()
    expires = NumberAttribute(null=True)


def take(key: str, limit: int, until: datetime) -> bool:
    """Count one more, unless `limit` have been counted; False then."""
    try:
        AttemptItem(key).update(
            [
                AttemptItem.failures.add(1),
                AttemptItem.expires.set(int((until + _KEEP).timestamp())),
            ],
            condition=AttemptItem.failures.does_not_exist() | (AttemptItem.failures < limit),
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def give_back(key: str) -> None:
    """One fewer: it was no failure."""
    AttemptItem(key).update([AttemptItem.failures.add(-1)])


def clear(key: str) -> None:
    """None any more."""
    AttemptItem(key).update([AttemptItem.failures.set(0)])
