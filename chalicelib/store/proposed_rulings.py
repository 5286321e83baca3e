"""Rulings that wait for a second person: partition `round/#proposed` of the table of rulings, one
item under the key of the ruling. A later proposal takes the place of an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.rounds.proposed_rulings import CONFIRMED, WAITING, ProposedRuling
from chalicelib.store import audit, rulings, tables

_A_TRANSACTION = 100  # DynamoDB's own limit
_ATTEMPTS = 5


class ProposedRulingItem(Model):
    """A proposal as JSON; `state` and `proposal` (its id) are there for the condition."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rulings")

    round = UnicodeAttribute(hash_key=True)
    ruling = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    proposal = UnicodeAttribute()
    content = UnicodeAttribute()


def _key(round_id: str) -> str:
    # No id of a round has a / in it.
    return f"{round_id}/#proposed"


def list_proposed(round_id: str) -> list[ProposedRuling]:
    """The last proposal for each ruling, by kind and unit; decided ones too."""
    rows = tables.query("rulings", "round", _key(round_id), ("content",))
    return [_proposed(row["content"]) for row in rows]


def put(round_id: str, proposed: Iterable[ProposedRuling]) -> int:
    """Keep these proposals in place of earlier ones; how many of them wait now. One that was
    confirmed just now stays so. May be repeated.

    Raises TimeoutError when others change them all the time; some are kept then.
    """
    items, waiting = [_item(round_id, each) for each in proposed], 0
    for start in range(0, len(items), _A_TRANSACTION):
        waiting += _put(items[start : start + _A_TRANSACTION])
    return waiting


def _put(items: Sequence[ProposedRulingItem]) -> int:
    left = list(items)
    for _ in range(_ATTEMPTS):
        if not left or (reasons := tables.write(partial(_fill, left))) is None:
            return len(left)
        left = [
            item
            for item, reason in zip(left, reasons, strict=True)
            if reason != "ConditionalCheckFailed"
        ]
    raise TimeoutError(f"{len(left)} proposed rulings are changed by others all the time")


def _fill(items: Iterable[ProposedRulingItem], transaction: Any) -> None:
    for item in items:
        transaction.save(item, condition=_unconfirmed(item))


def _unconfirmed(item: ProposedRulingItem) -> Any:
    """Unless the same proposal was confirmed meanwhile, which is never to wait again."""
    kept = ProposedRulingItem
    return (
        kept.proposal.does_not_exist()
        | (kept.proposal != item.proposal)
        | (kept.state != CONFIRMED)
    )


def decide(round_id: str, decided: Sequence[ProposedRuling], act: audit.Act) -> bool:
    """Keep what was decided of at most 40 proposals with the act, and the rulings of those that
    were confirmed; all or none. False if one of them was decided or replaced meanwhile.
    """

    def fill(transaction: Any) -> None:
        for each in decided:
            item = _item(round_id, each)
            same = ProposedRulingItem.proposal == item.proposal
            transaction.save(item, condition=same & (ProposedRulingItem.state == WAITING))
            if each.state == CONFIRMED:
                transaction.save(rulings.item_of(round_id, each.outcome))
        audit.fill(act, transaction)

    return tables.write(fill) is None


def fill(round_id: str, proposed: ProposedRuling, transaction: Any) -> None:
    """Put a proposal into the transaction of what it follows from: a new one in place of an earlier
    one, which fails if just it was confirmed meanwhile; or one that is closed, which fails if it
    was decided or replaced meanwhile.
    """
    item = _item(round_id, proposed)
    if proposed.state == WAITING:
        transaction.save(item, condition=_unconfirmed(item))
        return
    same = ProposedRulingItem.proposal == item.proposal
    transaction.save(item, condition=same & (ProposedRulingItem.state == WAITING))


def _item(round_id: str, proposed: ProposedRuling) -> ProposedRulingItem:
    return ProposedRulingItem(
        _key(round_id),
        proposed.ruling.key,
        state=proposed.state,
        proposal=proposed.id,
        content=tables.dump(asdict(proposed)),
    )


def _proposed(text: str) -> ProposedRuling:
    content = json.loads(text)
    ruling = rulings.of(content["ruling"])
    return json_values.of(ProposedRuling, {**content, "ruling": ruling})
