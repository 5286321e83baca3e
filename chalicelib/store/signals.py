"""Signals of interference: the traces that invitations keep, read in bulk, and the signals computed
from them, one item an index.

Traces are read by a scan with a projection, as counts are (docs/decisions/017).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import partial
from itertools import islice
from typing import Any

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.integrity.traces import FAST, Trace
from chalicelib.domain.letters.invitations import VOID
from chalicelib.store import direct_calls, tables
from chalicelib.store.invitation_items import MARKS, InvitationItem

# DynamoDB's own limit: 100 items a transaction.
BATCH = 100
ATTEMPTS = 5
_PLACE = ("unit", "group", "lister", "corrections", "link", "revoked")


class SignalsItem(Model):
    """`ranking` is `round/index`; `signals` are rows with the members of a Signal, compressed.
    `dropped` once the marks that they were computed from are gone.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="signals")
    signals = BinaryAttribute(legacy_encoding=False, attr_name="findings")
    dropped = BooleanAttribute(null=True)


def list_traces(round_id: str, index: str) -> Iterator[Trace]:
    """The traces of the invitations of an index, answered or not, in no order; replaced invitations
    are left out.
    """
    return _scan(round_id, index, (*_PLACE, *MARKS))


def list_changes(round_id: str, index: str) -> Iterator[Trace]:
    """As `list_traces`, without what an answer leaves, so that it may be read while the survey
    runs.
    """
    return _scan(round_id, index, _PLACE)


def _scan(round_id: str, index: str, attributes: tuple[str, ...]) -> Iterator[Trace]:
    names = {f"#a{number}": name for number, name in enumerate(attributes)}
    request: dict[str, Any] = {
        "TableName": tables.name("invitations"),
        "ConsistentRead": True,
        "FilterExpression": "#r = :r AND #i = :i AND #s <> :s",
        "ProjectionExpression": ", ".join(names),
        "ExpressionAttributeNames": {**names, "#r": "round", "#i": "index", "#s": "status"},
        "ExpressionAttributeValues": {":r": {"S": round_id}, ":i": {"S": index}, ":s": {"S": VOID}},
    }
    for items in direct_calls.scan(request):
        yield from map(_trace, items)


def _trace(item: dict[str, dict[str, Any]]) -> Trace:
    unit, group, lister, network, device, bucket, pace = (
        item.get(name, {}).get("S", "") for name in ("unit", "group", "lister", *MARKS)
    )
    corrections, link = (int(item.get(name, {}).get("N", 0)) for name in ("corrections", "link"))
    handed = link > item.get("revoked", {}).get("BOOL", False)
    return Trace(
        unit, group, lister, network, device, bucket, pace == FAST, corrections > 0, handed
    )


def put(round_id: str, index: str, signals: Sequence[Signal]) -> list[Signal]:
    """Keep the signals of an index unless some are kept already; returns the kept ones.

    Only the first ones are sure to be of all marks: those who computed them drop the marks next.
    """
    rows = tables.dump([astuple(signal) for signal in signals])
    item = SignalsItem(f"{round_id}/{index}", signals=zlib.compress(rows.encode(), 9))
    try:
        item.save(condition=SignalsItem.ranking.does_not_exist())
    except PutError as error:
        if not tables.unmet(error):
            raise
    return find(round_id, index) or []


def find(round_id: str, index: str) -> list[Signal] | None:
    """The signals of an index; None if they were not computed yet."""
    try:
        item = SignalsItem.get(f"{round_id}/{index}", "signals", consistent_read=True)
    except SignalsItem.DoesNotExist:
        return None
    rows = json.loads(zlib.decompress(item.signals))
    return [json_values.of_row(Signal, row) for row in rows]


def drop_marks(round_id: str, index: str) -> None:
    """Delete from every invitation of an index, replaced ones too, what its answer left. Call it
    once the signals are kept. May be repeated.
    """
    marked = _list_marked(round_id, index)
    while batch := list(islice(marked, BATCH)):
        _drop(batch)
    SignalsItem(f"{round_id}/{index}", "signals").update(
        [SignalsItem.dropped.set(True)], condition=SignalsItem.ranking.exists()
    )


def are_dropped(round_id: str, index: str) -> bool:
    """Whether the signals of an index are kept and the marks they came from are gone."""
    try:
        return bool(SignalsItem.get(f"{round_id}/{index}", "signals", consistent_read=True).dropped)
    except SignalsItem.DoesNotExist:
        return False


def _list_marked(round_id: str, index: str) -> Iterator[str]:
    names = {f"#m{number}": name for number, name in enumerate(MARKS)}
    marked = " OR ".join(f"attribute_exists({name})" for name in names)
    request: dict[str, Any] = {
        "TableName": tables.name("invitations"),
        "ConsistentRead": True,
        "FilterExpression": f"#r = :r AND #i = :i AND ({marked})",
        "ProjectionExpression": "invitation",
        "ExpressionAttributeNames": {**names, "#r": "round", "#i": "index"},
        "ExpressionAttributeValues": {":r": {"S": round_id}, ":i": {"S": index}},
    }
    for items in direct_calls.scan(request):
        yield from (item["invitation"]["S"] for item in items)


def _drop(batch: Sequence[str]) -> None:
    """Those that were erased meanwhile are left out, since an update would make them again."""
    for _ in range(ATTEMPTS):
        reasons = tables.write(partial(_unmark, batch))
        if reasons is None:
            return
        batch = [
            each
            for each, reason in zip(batch, reasons, strict=True)
            if reason != "ConditionalCheckFailed"
        ]
        if not batch:
            return
    raise TimeoutError("others keep writing the same invitations")


def _unmark(invitations: Sequence[str], transaction: Any) -> None:
    for each in invitations:
        transaction.update(
            InvitationItem(each),
            [getattr(InvitationItem, name).remove() for name in MARKS],
            condition=InvitationItem.invitation.exists(),
        )
