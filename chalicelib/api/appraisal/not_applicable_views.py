"""Requests that a criterion should not apply as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.api.evidence import views
from chalicelib.api.views import text
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chalicelib.actions.evidence.replacing import ShownFile
    from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest
    from chalicelib.domain.rounds.round import Index
    from chalicelib.domain.rounds.units import Unit


def request(made: NotApplicableRequest, index: Index, files: Iterable[ShownFile]) -> dict[str, Any]:
    """A request as the unit sees it; nothing says who decided."""
    leaf = index.leaf(made.leaf)
    return {
        "leaf": made.leaf,
        "title": text(leaf.title),
        "maximum": decimals.two(leaf.max),
        "number": made.number,
        "reason": made.reason,
        "by": made.by,
        "at": made.at,
        "files": [views.shown(file) for file in files],
        "state": made.state,
        "note": made.note,
        "document": made.document,
        "dated": made.dated,
        "decided_at": made.decided_at,
    }


def of_council(
    made: NotApplicableRequest, unit: Unit, index: Index, files: Iterable[ShownFile]
) -> dict[str, Any]:
    """A request as the council sees it."""
    return {
        **request(made, index, files),
        "unit": unit.id,
        "name": text(unit.name),
        "decided_by": made.decided_by,
    }
