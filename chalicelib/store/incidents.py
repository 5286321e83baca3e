"""Incidents that units reported: table `units`, partition the round, `unit` is
`#fault#<unit>#<id>`.

No unit's id contains `#`, so one prefix gives the incidents of a unit and a shorter one those of
all units.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.incidents import Incident, IncidentNote
from chalicelib.store import audit, tables

_PREFIX = "#fault#"


class IncidentItem(Model):
    """An incident with its replies, changed one version at a time."""

    class Meta(tables.TableMeta):
        table_name = tables.name("units")

    round = UnicodeAttribute(hash_key=True)
    unit = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()


def list_incidents(round_id: str, unit: str = "") -> list[Incident]:
    """The incidents of a unit, or of every unit; last reported first."""
    prefix = _PREFIX + (f"{unit}#" if unit else "")
    rows = tables.query("units", "round", round_id, ("content",), ("unit", prefix))
    return sorted(
        (_incident(row["content"]) for row in rows),
        key=lambda incident: incident.reported_at,
        reverse=True,
    )


def get(round_id: str, unit: str, incident: str) -> tuple[Incident, int]:
    """An incident and its version; NotFound if there is none."""
    try:
        item = IncidentItem.get(round_id, _key(unit, incident), consistent_read=True)
    except IncidentItem.DoesNotExist as missing:
        raise NotFound("Không có báo lỗi này.", "There is no such report.") from missing
    return _incident(item.content), int(item.version)


def put(round_id: str, incident: Incident, version: int, act: audit.Act) -> bool:
    """Keep the incident in place of `version` (0: there was none), with its act; False if somebody
    else changed it first.
    """
    before = IncidentItem.version == version if version else IncidentItem.version.does_not_exist()
    item = IncidentItem(
        round_id,
        _key(incident.unit, incident.id),
        version=version + 1,
        content=tables.dump(_texts(asdict(incident))),
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=before)
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _key(unit: str, incident: str) -> str:
    return f"{_PREFIX}{unit}#{incident}"


def _texts(content: dict[str, Any]) -> dict[str, Any]:
    replies = [{**reply, "at": to_text(reply["at"])} for reply in content["replies"]]
    closed_at = to_text(content["closed_at"]) if content["closed_at"] else None
    return {
        **content,
        "reported_at": to_text(content["reported_at"]),
        "closed_at": closed_at,
        "replies": replies,
    }


def _incident(text: str) -> Incident:
    content = json.loads(text)
    known = {
        "reported_at": from_text(content["reported_at"]),
        "closed_at": from_text(content["closed_at"]) if content["closed_at"] else None,
        "replies": tuple(
            json_values.of(IncidentNote, {**reply, "at": from_text(reply["at"])})
            for reply in content["replies"]
        ),
    }
    return json_values.of(Incident, {**content, **known})
