"""Incidents as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.domain.people.incidents import Incident
    from chalicelib.domain.rounds.units import Unit


def incident(reported: Incident, units: Mapping[str, Unit]) -> dict[str, Any]:
    """A reported incident with the replies to it."""
    return {
        "id": reported.id,
        "unit": reported.unit,
        "name": text(units[reported.unit].name),
        "index": reported.index,
        "group": reported.group,
        "kind": reported.kind,
        "text": reported.text,
        "contact": reported.contact,
        "status": reported.status,
        "reported_by": reported.reported_by,
        "reported_at": reported.reported_at,
        "replies": [
            {"text": reply.text, "by": reply.by, "at": reply.at} for reply in reported.replies
        ],
        "closed_at": reported.closed_at,
    }
