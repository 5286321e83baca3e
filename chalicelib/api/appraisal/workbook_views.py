"""A member's workbook of appraisals as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.api.serving import problems
from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.checking_filled import AppraisalsPreview, FilledChange
    from chalicelib.actions.appraisal.saving_filled import AppraisalsSaved
    from chalicelib.domain.criteria.tree import Leaf


def preview(found: AppraisalsPreview) -> dict[str, Any]:
    """What a workbook would change."""
    return {
        "pass": found.number,
        "changes": list(map(_change, found.changes)),
        "errors": problems.members(found.errors),
        "notices": problems.members(found.doubts),
    }


def saved(done: AppraisalsSaved) -> dict[str, Any]:
    """What was saved of a workbook."""
    why = done.refusal
    return {
        "pass": done.number,
        "saved": {unit: list(codes) for unit, codes in done.saved.items()},
        "left": {unit: list(codes) for unit, codes in done.left.items()},
        "why": {"vi": why.vi, "en": why.en} if why else None,
    }


def _change(change: FilledChange) -> dict[str, Any]:
    from chalicelib.domain import decimals
    from chalicelib.domain.assessment.changes import KEEP

    leaf, now, wanted = change.leaf, change.now, change.change
    before = None if now.value is None else decimals.two(leaf.rule.points(now.value, leaf))
    value = now.value if wanted.value is KEEP else wanted.value
    comment = now.explanation if wanted.explanation is KEEP else wanted.explanation
    return {
        "unit": change.unit.id,
        "name": text(change.unit.name),
        "leaf": leaf.code,
        "title": text(leaf.title),
        "cell": change.cell,
        "saved_by": now.saved_by,
        "from": _part(leaf, now.value, before, now.explanation),
        "to": _part(leaf, value, change.points, comment or ""),
    }


def _part(
    leaf: Leaf, value: Mapping[str, Any] | None, points: str | None, comment: str
) -> dict[str, Any]:
    words = {language: _words(leaf, value, language) for language in ("vi", "en")}
    return {"value": value, "words": words, "points": points, "comment": comment}


def _words(leaf: Leaf, value: Mapping[str, Any] | None, language: str) -> str:
    """A value as people read it in `vi` or `en`; "" for none."""
    from chalicelib.domain import decimals
    from chalicelib.domain.criteria.rules import Levels

    def said(title: Any) -> str:
        return str(getattr(title, language) or title.vi)

    if value is None:
        return ""
    if isinstance(leaf.rule, Levels):
        titles = {level.id: level.title for level in leaf.rule.levels}
        return said(titles[value["level"]])
    comma = decimals.comma if language == "vi" else str
    return "; ".join(
        f"{said(leaf.rule.title(key))}: {comma(str(value.get(key, '')))}" for key in leaf.rule.keys
    )
