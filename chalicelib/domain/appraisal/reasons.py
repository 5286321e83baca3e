"""Reasons: where the council's value is another than the unit's, the unit is told why.

The comment of an appraisal is that reason. A value for a criterion for which the unit sent none
needs no reason, since it takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.domain.assessment.changes import KEEP, Change
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.criteria.rule_bases import Rule
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.rounds.round import Index


def missing(changes: Iterable[Change], council: Sheet, sent: Sheet, index: Index) -> list[Problem]:
    """A problem (`reason_missing`) for each leaf whose value after the changes differs from the one
    that was sent while its comment is blank; `council` is the sheet of the pass before them.

    A change that was made on an old version is left out: it is refused as such.
    """
    problems = []
    for change in changes:
        leaf, before = index.leaves.get(change.leaf), council.entry(change.leaf)
        if leaf is None or change.version != before.version:
            continue
        value = before.value if change.value is KEEP else change.value
        reason = before.explanation if change.explanation is KEEP else change.explanation
        own = sent.entry(change.leaf).value
        if own is None or not isinstance(value, Mapping) or (reason or "").strip():
            continue
        if not same(value, own, leaf.rule):
            problems.append(
                Problem(
                    change.leaf,
                    f"{change.leaf}: ghi lý do, vì giá trị khác với giá trị đơn vị tự chấm",
                    f"{change.leaf}: give a reason, as the value differs from the unit's own",
                    "reason_missing",
                )
            )
    return problems


def same(one: Mapping[str, Any], other: Mapping[str, Any], rule: Rule) -> bool:
    """Whether two values are the same to the rule: 3, "3" and "3.0" are one figure."""
    return all(_part(one, key, rule) == _part(other, key, rule) for key in rule.keys)


def _part(value: Mapping[str, Any], key: str, rule: Rule) -> Any:
    if rule.type == "levels":
        return value.get(key)
    number = Field(value, "", []).key(key).number()
    return value.get(key) if number is None else number
