"""Who did what, when, why: one item an act, written once, never changed, as often as it was
done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables


class Act(Model):
    """`entry` is the instant and what makes it unique, so a query comes back in order."""

    class Meta(tables.TableMeta):
        table_name = tables.name("audit")

    round = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    by = UnicodeAttribute()
    act = UnicodeAttribute()
    subject = UnicodeAttribute()
    reason = UnicodeAttribute()
    details = UnicodeAttribute()


def act_of(
    round_id: str,
    now: datetime,
    by: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> Act:
    """An act ready for the transaction of what it records."""
    told = tables.dump(details or {})
    digest = hashlib.sha256(f"{reason}\n{told}".encode()).hexdigest()[:12]
    return Act(
        round_id,
        f"{to_text(now)}#{act}#{subject}#{by}#{digest}",
        by=by,
        act=act,
        subject=subject,
        reason=reason,
        details=told,
    )


def fill(act: Act, transaction: Any) -> None:
    """Put an act into a transaction, which fails rather than write over another act of the same
    moment.
    """
    before = Act.count(act.round, Act.entry.startswith(act.entry), consistent_read=True)
    act.entry += f"#{before + 1}" if before else ""
    transaction.save(act, condition=Act.entry.does_not_exist())


def record(
    round_id: str,
    now: datetime,
    by: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Keep an act that no other write has to be atomic with."""
    made = act_of(round_id, now, by, act, subject, reason, details)
    first = made.entry
    for number in count(2):
        try:
            made.save(condition=Act.entry.does_not_exist())
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            made.entry = f"{first}#{number}"
        else:
            return


def first_instant(round_id: str) -> datetime | None:
    """When the round was first loaded: nothing is on record of a round before that."""
    return next(
        (from_text(act.entry.partition("#")[0]) for act in Act.query(round_id, limit=1)), None
    )


def list_acts(round_id: str) -> list[Act]:
    """Every act of a round, oldest first."""
    return list(Act.query(round_id))
