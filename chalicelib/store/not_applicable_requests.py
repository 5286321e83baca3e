"""Requests that a criterion should not apply (`asked_records`), `unit/leaf/number`.

The ruling of an accepted one is kept in the same transaction.
"""

from __future__ import annotations

from typing import Any

from chalicelib.domain.appraisal.not_applicable_requests import REQUESTED, NotApplicableRequest
from chalicelib.store import asked_records, audit, rulings, tables
from chalicelib.store.asked_records import NOT_APPLICABLE, AskedItem


def list_requests(round_id: str, unit: str = "") -> list[NotApplicableRequest]:
    """Every request of the round, or of one unit, by unit and criterion."""
    return asked_records.list_all(NotApplicableRequest, round_id, NOT_APPLICABLE, unit)


def add(round_id: str, request: NotApplicableRequest, act: audit.Act) -> bool:
    """Keep a new request with its act; False if there is one."""
    return asked_records.add(asked_records.item_of(round_id, NOT_APPLICABLE, request), act)


def decide(round_id: str, request: NotApplicableRequest, act: audit.Act) -> bool:
    """Keep a decision with its act, and the ruling that follows; False if it was decided
    meanwhile, or another transaction was in the way.
    """
    item, ruling = asked_records.item_of(round_id, NOT_APPLICABLE, request), request.ruling

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=AskedItem.state == REQUESTED)
        audit.fill(act, transaction)
        if ruling:
            transaction.save(rulings.item_of(round_id, ruling))

    return tables.write(fill) is None
