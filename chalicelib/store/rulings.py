"""Rulings of the authority in each round, one item a ruling."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import batches, tables


class RulingItem(Model):
    """A ruling as JSON under its own key; the audit has the one before."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rulings")

    round = UnicodeAttribute(hash_key=True)
    ruling = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()


def list_rulings(round_id: str, kind: str = "") -> list[Ruling]:
    """Every ruling of a round, or of one kind, sorted by key; withdrawn ones too."""
    prefix = ("ruling", f"{kind}#") if kind else None
    rows = tables.query("rulings", "round", round_id, ("content",), prefix)
    return [of(json.loads(row["content"])) for row in rows]


def of(content: dict[str, Any]) -> Ruling:
    """A ruling of what is kept of it."""
    earlier = tuple(content.get("earlier", ()))
    return json_values.of(Ruling, {**content, "earlier": earlier})


def put(round_id: str, rulings: Iterable[Ruling]) -> None:
    """Keep these rulings. May be repeated."""
    batches.put("rulings", (item_of(round_id, ruling) for ruling in rulings))


def item_of(round_id: str, ruling: Ruling) -> RulingItem:
    """A ruling, ready for the transaction of the decision that it follows from."""
    return RulingItem(round_id, ruling.key, content=tables.dump(asdict(ruling)))
