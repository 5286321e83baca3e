"""What is assigned to the council in each round: one compressed item for every version.

A version is written once and never changed, so that it stays known who was to appraise what when.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.appraisal.assignments import AppraisalAssignment, Assignments, OwnUnits
from chalicelib.domain.errors import TooLarge
from chalicelib.store import audit, tables

# An item of DynamoDB has at most 400 KB.
_MOST_BYTES = 380_000


class AssignmentsItem(Model):
    """A version as compressed JSON."""

    class Meta(tables.TableMeta):
        table_name = tables.name("assignments")

    round = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    content = BinaryAttribute(legacy_encoding=False)


def get(round_id: str) -> Assignments:
    """The current assignments, read consistently; version 0 if nothing was ever assigned."""
    newest = AssignmentsItem.query(
        round_id, scan_index_forward=False, limit=1, consistent_read=True
    )
    for item in newest:
        content = json.loads(zlib.decompress(item.content))
        return Assignments(
            tuple(_row(row) for row in content["rows"]),
            tuple(OwnUnits(each["person"], tuple(each["units"])) for each in content["own"]),
            int(item.version),
            content.get("subs", {}),
        )
    return Assignments()


def put(round_id: str, assignments: Assignments, act: audit.Act) -> bool:
    """Keep a new version with its act; False if that version is there already."""
    kept = asdict(assignments)
    text = tables.dump({part: kept[part] for part in ("rows", "own", "subs")})
    item = AssignmentsItem(round_id, assignments.version, content=zlib.compress(text.encode(), 9))
    if len(item.content) > _MOST_BYTES:
        raise TooLarge(
            "Bảng phân công quá lớn; hãy giao theo lĩnh vực thay vì từng tiêu chí, từng đơn vị.",
            "The assignments are too many; assign areas instead of single criteria and units.",
        )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=AssignmentsItem.round.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _row(row: dict[str, Any]) -> AppraisalAssignment:
    return AppraisalAssignment(
        row["index"],
        row["part"],
        row["member"],
        tuple(row["units"]),
        tuple(row["helpers"]),
        row["deputy"],
    )
