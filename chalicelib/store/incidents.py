"""Faults that units reported: table `units`, partition the round, `unit` is `#fault#<unit>#<id>`.

No unit's id begins with `#` or holds one, so one prefix gives a unit's faults and a shorter one
everybody's.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.incidents import Fault, Reply
from chalicelib.store import audit, tables

_PREFIX = "#fault#"


class FaultItem(Model):
    """A fault with everything that was answered, one version at a time."""

    class Meta(tables.TableMeta):
        table_name = tables.name("units")

    round = UnicodeAttribute(hash_key=True)
    unit = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()


def list_faults(round_id: str, unit: str = "") -> list[Fault]:
    """The faults of a unit, or of every unit; latest reported first."""
    prefix = _PREFIX + (f"{unit}#" if unit else "")
    rows = tables.query("units", "round", round_id, ("content",), ("unit", prefix))
    return sorted(
        (_fault(row["content"]) for row in rows), key=lambda fault: fault.reported_at, reverse=True
    )


def get(round_id: str, unit: str, fault: str) -> tuple[Fault, int]:
    """A fault and its version; NotFound if there is none."""
    try:
        item = FaultItem.get(round_id, _key(unit, fault), consistent_read=True)
    except FaultItem.DoesNotExist as missing:
        raise NotFound("Không có báo lỗi này.", "There is no such report.") from missing
    return _fault(item.content), int(item.version)


def put(round_id: str, fault: Fault, version: int, act: audit.Act) -> bool:
    """Keep the fault in place of `version` (0: there was none), with its act; False if somebody
    else was faster.
    """
    before = FaultItem.version == version if version else FaultItem.version.does_not_exist()
    item = FaultItem(
        round_id,
        _key(fault.unit, fault.id),
        version=version + 1,
        content=tables.dump(_texts(asdict(fault))),
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=before)
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _key(unit: str, fault: str) -> str:
    return f"{_PREFIX}{unit}#{fault}"


def _texts(content: dict[str, Any]) -> dict[str, Any]:
    replies = [{**each, "at": to_text(each["at"])} for each in content["replies"]]
    closed_at = to_text(content["closed_at"]) if content["closed_at"] else None
    return {
        **content,
        "reported_at": to_text(content["reported_at"]),
        "closed_at": closed_at,
        "replies": replies,
    }


def _fault(text: str) -> Fault:
    content = json.loads(text)
    replies = tuple(Reply(**{**each, "at": from_text(each["at"])}) for each in content["replies"])
    closed_at = from_text(content["closed_at"]) if content["closed_at"] else None
    return Fault(
        **{
            **content,
            "reported_at": from_text(content["reported_at"]),
            "closed_at": closed_at,
            "replies": replies,
        }
    )
