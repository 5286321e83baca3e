"""Exceptions that were asked for: partition `round/#exemptions` of the lists' table, one item a
request.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.store import audit, tables


class ExemptionItem(Model):
    """A request as JSON; `state` is beside it for the condition of a decision."""

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
    """Every request of a round (of one lister), by lister and by instant."""
    prefix = ("row", f"{lister}/") if lister else None
    items = tables.query("respondents", "list", _key(round_id), ("content",), prefix)
    found = [_read(item["content"]) for item in items]
    return sorted(found, key=lambda each: (each.lister, each.requested_at, each.id))


def get(round_id: str, lister: str, exemption: str) -> Exemption:
    """One request; NotFound if there is none."""
    try:
        return _read(
            ExemptionItem.get(_key(round_id), f"{lister}/{exemption}", consistent_read=True).content
        )
    except ExemptionItem.DoesNotExist:
        raise NotFound("Không có đề nghị này.", "There is no such request.") from None


def put(round_id: str, exemption: Exemption, act: audit.Act, before: str = "") -> bool:
    """Keep a request (`before` "" for a new one) with its act; False if it is not in state `before`
    any more.
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


def _read(content: str) -> Exemption:
    found = json.loads(content)
    decided = from_text(found["decided_at"]) if found["decided_at"] else None
    return Exemption(
        **{**found, "requested_at": from_text(found["requested_at"]), "decided_at": decided}
    )
