"""Corrections of addresses: one item a correction, in the table of the lists and erased with them,
since both hold addresses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.invitations import Invitation
from chalicelib.domain.lists.respondents import Listing
from chalicelib.store import audit, batches, invitations, respondents, tables


class CorrectionItem(Model):
    """Partition `round/##corrections`: no id of a lister or an index begins with #."""

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    content = UnicodeAttribute()


def _key(round_id: str) -> str:
    return f"{round_id}/##corrections"


def find(round_id: str, correction: str) -> Correction | None:
    """The correction with that id; None if there is none."""
    try:
        return _correction(
            CorrectionItem.get(_key(round_id), correction, consistent_read=True).content
        )
    except CorrectionItem.DoesNotExist:
        return None


def list_corrections(round_id: str) -> list[Correction]:
    """Every correction that was ever asked for in a round, oldest first."""
    rows = tables.query("respondents", "list", _key(round_id), ("content",))
    corrections = [_correction(row["content"]) for row in rows]
    return sorted(corrections, key=lambda correction: (correction.asked_at, correction.id))


def put(round_id: str, correction: Correction, before: Correction | None, act: audit.Act) -> bool:
    """Keep a correction in place of `before` (None: it is new); False if somebody else changed it
    first.
    """

    def fill(transaction: Any) -> None:
        transaction.save(_item(round_id, correction), condition=_same(before))
        audit.fill(act, transaction)

    return tables.write(fill) is None


def apply(
    round_id: str,
    correction: Correction,
    before: Correction | None,
    listing: Listing,
    invitation: tuple[Invitation, Invitation, Invitation],
    act: audit.Act,
) -> bool:
    """Carry a correction out, all or nothing; False if anything has changed since it was read.

    `listing` is the list as it was read. `invitation` are the old invitation as it was read, the
    old one as it will be, and the new one.
    """
    rows = [
        replace(row, email=correction.new) if number == correction.at else row
        for number, row in enumerate(listing.rows)
    ]

    def fill(transaction: Any) -> None:
        respondents.fill_replacement(
            round_id, correction.lister, replace(listing, rows=tuple(rows)), transaction
        )
        invitations.fill_move(*invitation, transaction)
        transaction.save(_item(round_id, correction), condition=_same(before))
        audit.fill(act, transaction)

    return tables.write(fill) is None


def erase(round_id: str, corrections: Iterable[str]) -> None:
    """Delete the corrections with these ids; the acts stay on record."""
    batches.delete("respondents", ({"list": _key(round_id), "row": each} for each in corrections))


def _item(round_id: str, correction: Correction) -> CorrectionItem:
    decided_at = to_text(correction.decided_at) if correction.decided_at else None
    content = {
        **asdict(correction),
        "asked_at": to_text(correction.asked_at),
        "decided_at": decided_at,
    }
    return CorrectionItem(
        _key(round_id), correction.id, state=correction.state, content=tables.dump(content)
    )


def _same(before: Correction | None) -> Any:
    return CorrectionItem.state == before.state if before else CorrectionItem.state.does_not_exist()


def _correction(text: str) -> Correction:
    content = json.loads(text)
    decided_at = from_text(content["decided_at"]) if content["decided_at"] else None
    asked_at = from_text(content["asked_at"])
    return json_values.of(Correction, {**content, "asked_at": asked_at, "decided_at": decided_at})
