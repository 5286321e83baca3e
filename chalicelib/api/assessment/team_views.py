"""How the people of a unit look in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.assessment.team import Contact


def contact(found: Contact) -> dict[str, Any]:
    """Whom to call at a unit, with the dates."""
    return {
        "kind": found.kind,
        "name": found.name,
        "position": found.position,
        "phone": found.phone,
        "email": found.email,
        "from": found.since.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "copied_from": found.copied_from,
    }
