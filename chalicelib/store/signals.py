"""Signals of interference: the traces that invitations keep, read in bulk, and the signals computed
from them, one item an index.

Traces are read by a scan with a projection, as counts are (docs/decisions/017).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.integrity.traces import FAST, Trace
from chalicelib.domain.letters.invitations import VOID
from chalicelib.store import tables
from chalicelib.store.invitation_items import MARKS

_PLACE = ("unit", "group", "lister", "corrections", "link", "revoked")


class SignalsItem(Model):
    """`ranking` is `round/index`; `signals` are rows with the members of a Signal, compressed."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="signals")
    signals = BinaryAttribute(legacy_encoding=False, attr_name="findings")


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
    for page in tables.client().get_paginator("scan").paginate(**request):
        yield from map(_trace, page["Items"])


def _trace(item: dict[str, dict[str, Any]]) -> Trace:
    unit, group, lister, network, device, bucket, pace = (
        item.get(name, {}).get("S", "") for name in ("unit", "group", "lister", *MARKS)
    )
    corrections, link = (int(item.get(name, {}).get("N", 0)) for name in ("corrections", "link"))
    handed = link > item.get("revoked", {}).get("BOOL", False)
    return Trace(
        unit, group, lister, network, device, bucket, pace == FAST, corrections > 0, handed
    )


def put(round_id: str, index: str, signals: Sequence[Signal]) -> None:
    """Keep the signals of an index. May be repeated."""
    rows = tables.dump([astuple(signal) for signal in signals])
    SignalsItem(f"{round_id}/{index}", signals=zlib.compress(rows.encode(), 9)).save()


def find(round_id: str, index: str) -> list[Signal] | None:
    """The signals of an index; None if they were not computed yet."""
    try:
        item = SignalsItem.get(f"{round_id}/{index}", "signals", consistent_read=True)
    except SignalsItem.DoesNotExist:
        return None
    return [Signal(*row) for row in json.loads(zlib.decompress(item.signals))]
