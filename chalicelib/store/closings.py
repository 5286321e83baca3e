"""The closings of a round that the tick has handled."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store import tables


class RoundClosings(Model):
    """The closings that the tick has handled: {window: closing instant}."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="closings")
    content = UnicodeAttribute()


def get(round_id: str) -> dict[str, str]:
    """The handled closings, {window: closing instant}; empty before the first."""
    try:
        content: dict[str, str] = json.loads(
            RoundClosings.get(round_id, "closings", consistent_read=True).content
        )
    except RoundClosings.DoesNotExist:
        return {}
    return content


def put(round_id: str, closings: Mapping[str, str]) -> None:
    """Keep the handled closings in place of those before."""
    RoundClosings(round_id, content=tables.dump(dict(closings))).save()
