"""Who did what, when and why: one item for each act, written once and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables

# Bytes of JSON in the details of one act; an item holds 400 KB.
A_PART = 200_000
Row = TypeVar("Row")
_ATTEMPTS = 100


class Act(Model):
    """`entry` begins with the instant, so that a query is in order, and is unique."""

    class Meta(tables.TableMeta):
        table_name = tables.name("audit")

    round = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    by = UnicodeAttribute()
    act = UnicodeAttribute()
    subject = UnicodeAttribute()
    reason = UnicodeAttribute()
    details = UnicodeAttribute()


def in_parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """These JSON values in order, in parts that each fit into the details of one act."""
    part: list[Row] = []
    size = 0
    for row in rows:
        length = len(tables.dump(row).encode()) + 1
        if part and size + length > A_PART:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def act_of(
    round_id: str,
    now: datetime,
    by: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> Act:
    """An act that is ready for the transaction of the change that it records."""
    details_text = tables.dump(details or {})
    digest = hashlib.sha256(f"{reason}\n{details_text}".encode()).hexdigest()[:12]
    return Act(
        round_id,
        f"{to_text(now)}#{act}#{subject}#{by}#{digest}",
        by=by,
        act=act,
        subject=subject,
        reason=reason,
        details=details_text,
    )


def fill(act: Act, transaction: Any) -> None:
    """Put an act into a transaction, which fails if there is another act with the same entry."""
    before = Act.count(act.round, Act.entry.startswith(act.entry), consistent_read=True)
    act.entry += f"#{before + 1}" if before else ""
    _put(act, transaction)


def record(
    round_id: str,
    now: datetime,
    by: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Keep an act on its own, in a transaction of its own: the SDK's second attempt after a lost
    reply is carried out once.
    """
    item = act_of(round_id, now, by, act, subject, reason, details)
    first, number = item.entry, 1
    for _ in range(_ATTEMPTS):
        reasons = tables.write(partial(_put, item))
        if reasons is None:
            return
        if "ConditionalCheckFailed" in reasons:
            number += 1
            item.entry = f"{first}#{number}"
    raise TimeoutError("others keep writing the same act")


def _put(item: Act, transaction: Any) -> None:
    transaction.save(item, condition=Act.entry.does_not_exist())


def first_instant(round_id: str) -> datetime | None:
    """When the round was first loaded, which is its first act; None if it never was."""
    return next(
        (from_text(act.entry.partition("#")[0]) for act in Act.query(round_id, limit=1)), None
    )


def list_acts(round_id: str) -> list[Act]:
    """Every act of a round, oldest first."""
    return list(Act.query(round_id))
