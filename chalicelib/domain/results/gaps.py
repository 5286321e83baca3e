"""Gaps: data that a final publication lacks (contract §4), and what each does to its unit. It is
refused until they are confirmed with a reason.

Which leaves lack data and what becomes of their unit is what `scoring` made of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.decimals import comma, two
from chalicelib.domain.errors import Problem
from chalicelib.domain.results.scoring import EXCLUDED, MISSING, UnitScore, score_index

NOT_RANKED, COUNTS_ZERO = "not_ranked", "counts_zero"
"""What a gap does: its unit is neither scored nor ranked; its criterion counts 0 points."""

_WHAT = {
    "self_assessed": ("chưa có điểm thẩm định", "not appraised"),
    "council_only": ("chưa có điểm thẩm định", "not appraised"),
    "external": ("chưa nhập số liệu bên ngoài", "the external figure is missing"),
    "survey": ("chưa có phiếu trả lời nào được tính", "no answer counts"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A leaf that applies to a unit and has no data; `effect` is NOT_RANKED or COUNTS_ZERO."""

    unit: str
    leaf: Leaf
    effect: str

    def as_problem(self) -> Problem:
        """The gap at `unit/criterion`, with what it does."""
        most = two(self.leaf.max)
        vi, en = _WHAT[self.leaf.method]
        does_vi, does_en = {
            NOT_RANKED: ("đơn vị không được xếp hạng", "the unit is not ranked"),
            COUNTS_ZERO: (f"tính 0 trên {comma(most)} điểm", f"0 of {most} points count"),
        }[self.effect]
        return Problem(
            f"{self.unit}/{self.leaf.code}",
            f"{self.unit}, tiêu chí {self.leaf.code}: {vi}; {does_vi}",
            f"{self.unit}, criterion {self.leaf.code}: {en}; {does_en}",
            "gap",
            {"effect": self.effect, "maximum": most},
        )


def gaps(bundle: Bundle, indexes: Collection[str]) -> list[Problem]:
    """A problem for every leaf of every unit in `indexes` that applies and has no data."""
    scores = {
        score.unit.id: score
        for index in bundle.round.indexes
        if index.id in indexes
        for score in score_index(bundle, index)
    }
    ordered = [scores[unit.id] for unit in bundle.units if unit.id in scores]
    return [gap.as_problem() for gap in gaps_of(ordered)]


def gaps_of(scores: Iterable[UnitScore]) -> list[Gap]:
    """The gaps of these units. An excluded unit has none, and neither have the survey leaves of a
    voided survey.
    """
    return [
        Gap(score.unit.id, leaf, NOT_RANKED if score.status == MISSING else COUNTS_ZERO)
        for score in scores
        if score.status != EXCLUDED
        for leaf in score.without_data
    ]
