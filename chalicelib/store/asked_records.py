"""What units ask for in a round and the council decides (objections, requests): partition
`round/#kind` of the table of sheets, `unit/id`; decided on condition that it is not decided yet.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, tables

OBJECTIONS, NOT_APPLICABLE = "objections", "not-applicable"


class Asked(Protocol):
    """A dataclass with what a unit asked for, in which state it is, and when it was decided."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def unit(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def decided_at(self) -> datetime | None: ...


Record = TypeVar("Record", bound=Asked)


class AskedItem(Model):
    """A record as JSON (`changes`); `state` is its own attribute for the condition."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    changes = UnicodeAttribute()


def _key(round_id: str, kind: str) -> str:
    # No id of a unit begins with #.
    return f"{round_id}/#{kind}"


def list_all(record: type[Record], round_id: str, kind: str, unit: str = "") -> list[Record]:
    """Every record of the round, or of one unit, by unit and id."""
    prefix = ("item", f"{unit}/") if unit else None
    rows = tables.query("sheets", "sheet", _key(round_id, kind), ("changes",), prefix)
    return [_record(record, row["changes"]) for row in rows]


def add(item: AskedItem, act: audit.Act) -> bool:
    """Keep a new record with its act; False if there is one."""

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=AskedItem.state.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def item_of(round_id: str, kind: str, record: Asked) -> AskedItem:
    """The record as it is kept."""
    decided_at = record.decided_at
    content = {
        **asdict(record),
        "at": to_text(record.at),
        "decided_at": to_text(decided_at) if decided_at else None,
    }
    return AskedItem(
        _key(round_id, kind),
        f"{record.unit}/{record.id}",
        state=record.state,
        changes=tables.dump(content),
    )


def _record(record: type[Record], text: str) -> Record:
    content = json.loads(text)
    decided_at = content["decided_at"]
    known = {
        "files": tuple(content["files"]),
        "at": from_text(content["at"]),
        "decided_at": from_text(decided_at) if decided_at else None,
    }
    return json_values.of(record, {**content, **known})
