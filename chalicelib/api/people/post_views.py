"""Posts as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.people.posts import Post


def post(held: Post) -> dict[str, Any]:
    """One post; from `until` on it only reads."""
    return {
        "role": held.role,
        "round": held.round,
        "unit": held.unit,
        "areas": list(held.areas),
        "until": held.until,
    }
