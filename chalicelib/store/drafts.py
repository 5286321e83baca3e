"""Drafts of each index, numbered from 1; their content is in S3."""

from __future__ import annotations

import json
from dataclasses import asdict

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.drafts import Draft, DraftOutcome
from chalicelib.store import tables


class DraftItem(Model):
    """`ranking` is `round/index`, `item` is `draft#` and the number in six digits."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()


def add(draft: Draft) -> bool:
    """Keep a new draft; False if its number was taken meanwhile. A draft never changes."""
    item = DraftItem(
        f"{draft.round}/{draft.index}", _item(draft.number), content=tables.dump(asdict(draft))
    )
    try:
        item.save(condition=DraftItem.item.does_not_exist())
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def list_drafts(round_id: str, index: str, most: int | None = None) -> list[Draft]:
    """The drafts of an index, newest first."""
    found = DraftItem.query(
        f"{round_id}/{index}",
        DraftItem.item.startswith("draft#"),
        scan_index_forward=False,
        consistent_read=True,
        limit=most,
    )
    return [_draft(item) for item in found]


def find_latest(round_id: str, index: str) -> Draft | None:
    """The newest draft; None before the first."""
    return next(iter(list_drafts(round_id, index, 1)), None)


def get(round_id: str, index: str, number: int) -> Draft:
    """One draft; NotFound."""
    try:
        item = DraftItem.get(f"{round_id}/{index}", _item(number), consistent_read=True)
    except DraftItem.DoesNotExist as error:
        raise NotFound(f"Không có dự thảo số {number}.", f"There is no draft {number}.") from error
    return _draft(item)


def _item(number: int) -> str:
    return f"draft#{number:06d}"


def _draft(item: DraftItem) -> Draft:
    content = json.loads(item.content)
    outcome = content.pop("outcome")
    outcome["drop_outs"] = tuple(outcome["drop_outs"])
    return json_values.of(Draft, {**content, "outcome": json_values.of(DraftOutcome, outcome)})
