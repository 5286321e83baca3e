"""How incidents look in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.domain.people.incidents import Incident
    from chalicelib.domain.rounds.units import Unit


def incident(found: Incident, units: Mapping[str, Unit]) -> dict[str, Any]:
    """A reported fault with its answers."""
    return {
        "id": found.id,
        "unit": found.unit,
        "name": text(units[found.unit].name),
        "index": found.index,
        "group": found.group,
        "kind": found.kind,
        "text": found.text,
        "contact": found.contact,
        "status": found.status,
        "reported_by": found.reported_by,
        "reported_at": found.reported_at,
        "replies": [{"text": each.text, "by": each.by, "at": each.at} for each in found.replies],
        "closed_at": found.closed_at,
    }
