"""The count of invitations in bulk, and the snapshots of the counts.

The count is a scan with a projection (docs/decisions/017): an invitation is some 150 bytes, so
50,155 of them are eight pages of a megabyte; to read them by their ids takes 502 calls and 27 times
the read units.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import product
from operator import attrgetter
from typing import Any

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.invitations import QUEUED, SENT, UNHEARD
from chalicelib.domain.survey.snapshots import Cell, Counts, Snapshot
from chalicelib.store import direct_calls, tables

HOURLY, LATEST = "progress", "progress#latest"
"""The snapshot that everybody sees, and the one that operations staff ask for."""

_READ = ("index", "lister", "group", "unit", "status", "delivery", "corrections", "link", "revoked")
_KEPT = ("listed", "invited", "sent", "delivered", "bounced", "complained", "answered")

State = tuple[str, Cell, str, str]
"""(index, cell, status, delivery)."""


class SnapshotItem(Model):
    """`ranking` is `round/index`; `cells` are rows of lister, group, rated unit and the counts
    _KEPT, compressed.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    at = UnicodeAttribute()
    cells = BinaryAttribute(legacy_encoding=False)


class RefreshItem(Model):
    """When somebody last asked for a count of a round; `ranking` is the round."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="progress#refreshed")
    at = UnicodeAttribute()


def count(round_id: str) -> Counter[State]:
    """How many invitations of a round are in each state of each cell, read consistently page by
    page.
    """
    names = {f"#a{number}": name for number, name in enumerate(_READ)}
    request: dict[str, Any] = {
        "TableName": tables.name("invitations"),
        "ConsistentRead": True,
        "FilterExpression": "#r = :r",
        "ProjectionExpression": ", ".join(names),
        "ExpressionAttributeNames": {**names, "#r": "round"},
        "ExpressionAttributeValues": {":r": {"S": round_id}},
    }
    states: Counter[State] = Counter()
    for items in direct_calls.scan(request):
        states.update(map(_state, items))
    return states


def _state(item: dict[str, dict[str, Any]]) -> State:
    delivery = item["delivery"]["S"] if "delivery" in item else UNHEARD
    status = item["status"]["S"]
    # The status that its lister is shown (`letters.shown`); with another one the counts would tell
    # who has answered and who has not.
    corrections, link = (int(item.get(name, {}).get("N", 0)) for name in ("corrections", "link"))
    if status == QUEUED and (corrections or link > item.get("revoked", {}).get("BOOL", False)):
        status = SENT
    return (
        item["index"]["S"],
        (item["lister"]["S"], item["group"]["S"], item["unit"]["S"]),
        status,
        delivery,
    )


def put(round_id: str, snapshot: Snapshot, item: str) -> None:
    """Keep a snapshot as `item` (HOURLY or LATEST), in place of the one before."""
    kept = attrgetter(*_KEPT)
    rows = [[*cell, *kept(counts)] for cell, counts in sorted(snapshot.cells.items())]
    SnapshotItem(
        f"{round_id}/{snapshot.index}",
        item,
        at=to_text(snapshot.at),
        cells=zlib.compress(tables.dump(rows).encode(), 9),
    ).save()


def list_snapshots(
    round_id: str, indexes: Iterable[str], items: Iterable[str]
) -> dict[str, Snapshot]:
    """By index the newest of these snapshots (HOURLY, LATEST); an index that was never counted is
    left out.
    """
    rankings = [f"{round_id}/{index}" for index in indexes]
    kept = SnapshotItem.batch_get(list(product(rankings, items)), consistent_read=True)
    oldest_first = sorted(kept, key=lambda item: item.at)
    return {snapshot.index: snapshot for snapshot in map(_snapshot, oldest_first)}


def claim(round_id: str, now: datetime, before: datetime) -> bool:
    """Note that somebody asks for a count now; False if somebody did since `before`."""
    free = RefreshItem.at.does_not_exist() | (RefreshItem.at < to_text(before))
    try:
        RefreshItem(round_id, at=to_text(now)).save(free)
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def _snapshot(item: SnapshotItem) -> Snapshot:
    rows = json.loads(zlib.decompress(item.cells))
    cells = {
        (lister, group, unit): json_values.of(Counts, dict(zip(_KEPT, counts, strict=False)))
        for lister, group, unit, *counts in rows
    }
    return Snapshot(item.ranking.rpartition("/")[2], from_text(item.at), cells)
