"""The rule that is a formula: named variables and alternative branches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from chalicelib.domain.criteria.formula_trees import Tree
from chalicelib.domain.criteria.rule_bases import Rule, Scored, numbers
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a formula: its condition (None always holds) and its points."""

    when: Tree | None
    points: Tree


@dataclass(frozen=True, slots=True)
class Formula(Rule):
    """`{"a": "8", "b": "10"}`: the points of the first branch that holds, clipped to 0…max.

    0 if no branch holds. Later branches are not evaluated; a division by zero before that is a
    problem of the value. `titles` are what the variables are called; `part_of` maps a variable to
    the one of which it counts a part.
    """

    type: ClassVar[str] = "formula"
    variables: tuple[str, ...]
    branches: tuple[Branch, ...]
    titles: Mapping[str, Text] = field(default_factory=dict)
    part_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        return self.variables

    def title(self, key: str) -> Text:
        return self.titles.get(key) or Text(key, key)

    def doubts(self, value: Mapping[str, Any], leaf: Scored) -> list[Problem]:
        """A figure below 0, and a part above its whole. Without these, a result above the maximum,
        which is cut to it.
        """
        given = numbers(value, self.keys)
        doubts = [
            Problem(name, "là số âm; xin kiểm tra lại", "is negative; please check", "doubtful")
            for name, number in given.items()
            if number < 0
        ]
        for part, whole in self.part_of.items():
            if given[part] > given[whole]:
                title = self.title(whole)
                doubts.append(
                    Problem(
                        part,
                        f"lớn hơn “{title.vi}”; xin kiểm tra lại",
                        f"is greater than “{title.en or title.vi}”; please check",
                        "doubtful",
                    )
                )
        if not doubts and self._evaluate({**given, "max": leaf.max}) > leaf.max:
            doubts.append(
                Problem(
                    "",
                    "Kết quả tính vượt điểm tối đa nên chỉ được điểm tối đa; xin kiểm tra lại số"
                    " liệu",
                    "The result exceeds the maximum and is cut to it; please check the figures",
                    "doubtful",
                )
            )
        return doubts

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        given = {name: value.key(name).number() for name in self.variables}
        known = {name: number for name, number in given.items() if number is not None}
        if len(known) < len(given):
            return None
        try:
            points = self._evaluate({**known, "max": maximum})
        except ZeroDivisionError:
            value.refuse(
                "với các số này công thức phải chia cho 0; hãy kiểm tra lại số liệu",
                "with these figures the formula divides by zero; please check them",
                "division_by_zero",
            )
            return None
        return min(maximum, max(Fraction(0), points))

    def _evaluate(self, variables: Mapping[str, Fraction]) -> Fraction:
        for branch in self.branches:
            if branch.when is None or branch.when.value(variables):
                points: Fraction = branch.points.value(variables)
                return points
        return Fraction(0)
