"""The contacts of a unit as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.assessment.team import Contact


def contact(kept: Contact) -> dict[str, Any]:
    """A contact with its first and last day."""
    return {
        "kind": kept.kind,
        "name": kept.name,
        "position": kept.position,
        "phone": kept.phone,
        "email": kept.email,
        "from": kept.since.isoformat(),
        "until": kept.until.isoformat() if kept.until else None,
        "copied_from": kept.copied_from,
    }
