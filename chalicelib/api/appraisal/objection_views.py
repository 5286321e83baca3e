"""Objections as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.api.evidence import views
from chalicelib.api.views import text
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.actions.evidence.replacing import ShownFile
    from chalicelib.domain.appraisal.objections import Objection
    from chalicelib.domain.criteria.tree import Leaf
    from chalicelib.domain.rounds.round import Index
    from chalicelib.domain.rounds.units import Unit


def objection(made: Objection, index: Index, files: Iterable[ShownFile]) -> dict[str, Any]:
    """An objection as the unit sees it; nothing says who decided."""
    leaf = index.leaf(made.leaf)
    return {
        "leaf": made.leaf,
        "title": text(leaf.title),
        "maximum": decimals.two(leaf.max),
        "release": made.release,
        "reason": made.reason,
        "at": made.at,
        "by": made.by,
        "files": [views.shown(file) for file in files],
        "state": made.state,
        "was": _value(leaf, made.was),
        "note": made.note,
        "value": _value(leaf, made.value),
        "decided_at": made.decided_at,
    }


def of_council(
    made: Objection, unit: Unit, index: Index, files: Iterable[ShownFile]
) -> dict[str, Any]:
    """An objection as the council sees it."""
    return {
        **objection(made, index, files),
        "unit": unit.id,
        "name": text(unit.name),
        "index": index.id,
        "decided_by": made.decided_by,
    }


def _value(leaf: Leaf, value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    from chalicelib.domain.assessment.reports import spoken

    if value is None:
        return None
    points = decimals.two(leaf.rule.points(value, leaf))
    return {"value": value, "words": spoken(leaf, value), "points": points}
