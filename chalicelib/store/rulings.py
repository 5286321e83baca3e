"""Rulings of each round, one item a ruling."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import tables


class RulingItem(Model):
    """A ruling as JSON under its own key; the audit keeps what stood there before."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rulings")

    round = UnicodeAttribute(hash_key=True)
    ruling = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()


def list_rulings(round_id: str, kind: str = "") -> list[Ruling]:
    """Every standing or withdrawn ruling of a round (of one kind), by key."""
    prefix = ("ruling", f"{kind}#") if kind else None
    rows = tables.query("rulings", "round", round_id, ("content",), prefix)
    return [Ruling(**json.loads(row["content"])) for row in rows]


def put(round_id: str, rulings: Iterable[Ruling]) -> None:
    """Keep these rulings; running it again changes nothing."""
    with RulingItem.batch_write() as batch:
        for ruling in rulings:
            batch.save(item_of(round_id, ruling))


def item_of(round_id: str, ruling: Ruling) -> RulingItem:
    """A ruling ready to be saved, in the transaction of what it follows from."""
    return RulingItem(round_id, ruling.key, content=tables.dump(asdict(ruling)))
