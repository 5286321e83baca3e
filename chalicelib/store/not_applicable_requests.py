"""Requests that a criterion should not apply: partition `round/#not-applicable` of the table of
sheets, `unit/leaf/number`; decided on condition that they are not decided yet. The ruling of an
accepted one is kept in the same transaction.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.appraisal.not_applicable_requests import REQUESTED, NotApplicableRequest
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, rulings, tables


class NotApplicableItem(Model):
    """A request as JSON (`changes`); `state` is its own attribute for the condition."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    changes = UnicodeAttribute()


def _key(round_id: str) -> str:
    # No id of a unit begins with #.
    return f"{round_id}/#not-applicable"


def list_requests(round_id: str, unit: str = "") -> list[NotApplicableRequest]:
    """Every request of the round, or of one unit, by unit and criterion."""
    prefix = ("item", f"{unit}/") if unit else None
    rows = tables.query("sheets", "sheet", _key(round_id), ("changes",), prefix)
    return [_request(row["changes"]) for row in rows]


def add(round_id: str, request: NotApplicableRequest, act: audit.Act) -> bool:
    """Keep a new request with its act; False if there is one."""
    item = _item(round_id, request)

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=NotApplicableItem.state.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def decide(round_id: str, request: NotApplicableRequest, act: audit.Act) -> bool:
    """Keep a decision with its act, and the ruling that follows; False if it was decided
    meanwhile, or another transaction was in the way.
    """
    item, ruling = _item(round_id, request), request.ruling

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=NotApplicableItem.state == REQUESTED)
        audit.fill(act, transaction)
        if ruling:
            transaction.save(rulings.item_of(round_id, ruling))

    return tables.write(fill) is None


def _item(round_id: str, request: NotApplicableRequest) -> NotApplicableItem:
    decided_at = request.decided_at
    content = {
        **asdict(request),
        "at": to_text(request.at),
        "decided_at": to_text(decided_at) if decided_at else None,
    }
    return NotApplicableItem(
        _key(round_id),
        f"{request.unit}/{request.id}",
        state=request.state,
        changes=tables.dump(content),
    )


def _request(text: str) -> NotApplicableRequest:
    content = json.loads(text)
    decided_at = content["decided_at"]
    known = {
        "files": tuple(content["files"]),
        "at": from_text(content["at"]),
        "decided_at": from_text(decided_at) if decided_at else None,
    }
    return json_values.of(NotApplicableRequest, {**content, **known})
