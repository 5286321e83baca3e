"""Gaps: data that a final publication lacks (contract §4). It is refused until they are confirmed
with a reason.
"""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.domain.bundles.bundle import Bundle, cells_of
from chalicelib.domain.criteria.rules import Survey
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import Problem

_WHAT = {
    "self_assessed": ("chưa có điểm thẩm định", "not appraised"),
    "council_only": ("chưa có điểm thẩm định", "not appraised"),
    "external": ("chưa nhập số liệu bên ngoài", "the external figure is missing"),
    "survey": ("chưa có phiếu trả lời nào được tính", "no answer counts"),
}


def gaps(bundle: Bundle, indexes: Collection[str]) -> list[Problem]:
    """A problem for every leaf of every unit in `indexes` that applies and has no data.

    An excluded unit has no gaps, and neither have the survey leaves of a voided survey. A cell
    counts from `min_answers` answers on.
    """
    appraised = {(unit, leaf) for unit, leaf, _ in bundle.appraisals}
    answered = {
        (unit, question)
        for index in indexes
        for (unit, _, question), cell in cells_of(bundle, bundle.round.index(index)).items()
        if cell.answered >= bundle.round.min_answers
    }

    def given(unit: str, leaf: Leaf) -> bool:
        if leaf.method == "external":
            return (unit, leaf.code) in bundle.external
        if isinstance(leaf.rule, Survey):
            return unit in bundle.voids or any(
                (unit, question) in answered for question in leaf.rule.questions
            )
        return (unit, leaf.code) in appraised

    return [
        Problem(
            f"{unit.id}/{leaf.code}",
            f"{unit.id}, tiêu chí {leaf.code}: {_WHAT[leaf.method][0]}",
            f"{unit.id}, criterion {leaf.code}: {_WHAT[leaf.method][1]}",
            "gap",
        )
        for unit in bundle.units
        if unit.index in indexes and unit.id not in bundle.exclusions
        for leaf in bundle.round.index(unit.index).leaves.values()
        if (unit.id, leaf.code) not in bundle.not_applicable and not given(unit.id, leaf)
    ]
