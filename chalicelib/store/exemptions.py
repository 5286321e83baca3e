"""Exemptions that were requested: partition `round/#exemptions` of the lists' table, one item a
request.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.store import audit, tables


class ExemptionItem(Model):
    """A request as JSON; `state` is its own attribute for the condition of a decision."""

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    content = UnicodeAttribute()


def _key(round_id: str) -> str:
    # No id of a lister begins with #.
    return f"{round_id}/#exemptions"


def list_exemptions(round_id: str, lister: str = "") -> list[Exemption]:
    """Every request of a round, or of one lister, sorted by lister and time."""
    prefix = ("row", f"{lister}/") if lister else None
    rows = tables.query("respondents", "list", _key(round_id), ("content",), prefix)
    requests = [_exemption(row["content"]) for row in rows]
    return sorted(requests, key=lambda request: (request.lister, request.requested_at, request.id))


def get(round_id: str, lister: str, exemption: str) -> Exemption:
    """One request; NotFound if there is none."""
    try:
        item = ExemptionItem.get(_key(round_id), f"{lister}/{exemption}", consistent_read=True)
    except ExemptionItem.DoesNotExist:
        raise NotFound("Không có đề nghị này.", "There is no such request.") from None
    return _exemption(item.content)


def put(round_id: str, exemption: Exemption, act: audit.Act, before: str = "") -> bool:
    """Keep a request with its act; False if it is no longer in the state `before` ("": not yet
    kept).
    """
    content = {
        **asdict(exemption),
        "requested_at": to_text(exemption.requested_at),
        "decided_at": to_text(exemption.decided_at) if exemption.decided_at else None,
    }
    item = ExemptionItem(
        _key(round_id),
        f"{exemption.lister}/{exemption.id}",
        state=exemption.state,
        content=tables.dump(content),
    )
    condition = ExemptionItem.state == before if before else ExemptionItem.state.does_not_exist()

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=condition)
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _exemption(text: str) -> Exemption:
    content = json.loads(text)
    decided_at = from_text(content["decided_at"]) if content["decided_at"] else None
    requested_at = from_text(content["requested_at"])
    return json_values.of(
        Exemption, {**content, "requested_at": requested_at, "decided_at": decided_at}
    )
