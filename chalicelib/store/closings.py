"""Which closings of a round the tick has dealt with."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store import tables


class RoundClosings(Model):
    """Which closings the tick has seen to: {window: closing instant}."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="closings")
    content = UnicodeAttribute()


def get(round_id: str) -> dict[str, str]:
    """The closings already seen to."""
    try:
        content: dict[str, str] = json.loads(
            RoundClosings.get(round_id, "closings", consistent_read=True).content
        )
    except RoundClosings.DoesNotExist:
        return {}
    return content


def put(round_id: str, closings: Mapping[str, str]) -> None:
    """Note the closings seen to."""
    RoundClosings(round_id, content=tables.dump(dict(closings))).save()
