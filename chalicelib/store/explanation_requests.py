"""Requests for explanations: partition `round/unit/#asked` of the table of sheets, one item a
criterion, changed on condition of its version.
"""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, tables


class RequestItem(Model):
    """One request; `text` is its question."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    text = UnicodeAttribute()
    by = UnicodeAttribute()
    saved_at = UnicodeAttribute()
    version = NumberAttribute()


def _key(round_id: str, unit: str) -> str:
    return f"{round_id}/{unit}/#asked"


def list_requests(round_id: str, unit: str) -> list[ExplanationRequest]:
    """Every request to a unit, withdrawn ones too, by leaf."""
    rows = tables.query("sheets", "sheet", _key(round_id, unit))
    return [
        ExplanationRequest(
            row["item"], row["text"], row["by"], from_text(row["saved_at"]), row["version"]
        )
        for row in rows
    ]


def put(round_id: str, unit: str, request: ExplanationRequest, act: audit.Act) -> bool:
    """Keep a request with its act; False if it was changed meanwhile."""
    item = RequestItem(
        _key(round_id, unit),
        request.leaf,
        text=request.question,
        by=request.by,
        saved_at=to_text(request.asked_at),
        version=request.version,
    )
    before = request.version - 1
    condition = RequestItem.version == before if before else RequestItem.version.does_not_exist()

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=condition)
        audit.fill(act, transaction)

    return tables.write(fill) is None
