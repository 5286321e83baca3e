"""Rules: how the value of a leaf becomes its points (contract §2).

There is one dataclass for each kind of rule; `rule_bases.Rule` has what they share. Numbers in
values are JSON numbers or strings, plain decimals without exponent; unknown keys are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from chalicelib.domain.criteria.rule_bases import Rule, Scored, numbers
from chalicelib.domain.decimals import comma, plain
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Level:
    """One of the named levels of a leaf."""

    id: str
    title: Text
    points: Fraction


@dataclass(frozen=True, slots=True)
class Levels(Rule):
    """`{"level": "id"}`: the points of that level."""

    type: ClassVar[str] = "levels"
    fixed_keys: ClassVar[tuple[str, ...]] = ("level",)
    levels: tuple[Level, ...]

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:  # noqa: ARG002  each level has its own points
        points = {level.id: level.points for level in self.levels}
        chosen = value.key("level").choice(points)
        return None if chosen is None else points[chosen]


@dataclass(frozen=True, slots=True)
class Ratio(Rule):
    """`{"numerator", "denominator"}` with the ratio r: max if r >= full_from, 0 if r < zero_below,
    else max × r.

    Neither may be negative; a denominator of 0 is a problem.
    """

    type: ClassVar[str] = "ratio"
    fixed_keys: ClassVar[tuple[str, ...]] = ("numerator", "denominator")
    full_from: Fraction = Fraction(1)
    zero_below: Fraction = Fraction(0)

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        numerator = value.key("numerator").number(0)
        denominator = value.key("denominator").number(0)
        if denominator == 0:
            value.key("denominator").refuse(
                "không được bằng 0; nếu không có việc nào phát sinh, hãy đề nghị không áp dụng tiêu"
                " chí này",
                "must not be 0; if there was no case at all, ask that the criterion be marked not"
                " applicable",
                "zero_denominator",
            )
        if numerator is None or not denominator:
            return None
        ratio = numerator / denominator
        if ratio >= self.full_from:
            return maximum
        return Fraction(0) if ratio < self.zero_below else maximum * ratio

    def doubts(self, value: Mapping[str, Any], leaf: Scored) -> list[Problem]:  # noqa: ARG002
        given = numbers(value, self.keys)
        if given["numerator"] <= given["denominator"]:
            return []
        return [
            Problem(
                "numerator",
                "lớn hơn mẫu số; xin kiểm tra lại",
                "is greater than the denominator; please check",
                "doubtful",
            )
        ]


@dataclass(frozen=True, slots=True)
class Count(Rule):
    """`{"count": 3}`: `each` points an item, at most max."""

    type: ClassVar[str] = "count"
    fixed_keys: ClassVar[tuple[str, ...]] = ("count",)
    each: Fraction

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        count = value.key("count").whole()
        return None if count is None else min(maximum, self.each * count)


@dataclass(frozen=True, slots=True)
class Deduction(Rule):
    """`{"breaches": 2}`: max less `step` points a breach, at least 0."""

    type: ClassVar[str] = "deduction"
    fixed_keys: ClassVar[tuple[str, ...]] = ("breaches",)
    step: Fraction

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        breaches = value.key("breaches").whole()
        return None if breaches is None else max(Fraction(0), maximum - self.step * breaches)


@dataclass(frozen=True, slots=True)
class Direct(Rule):
    """`{"points": "1.25"}`: the points as given, in 0…max and a multiple of `step`."""

    type: ClassVar[str] = "direct"
    fixed_keys: ClassVar[tuple[str, ...]] = ("points",)
    step: Fraction

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        typed = value.key("points")
        points = typed.number(0, maximum)
        if points is None or (points / self.step).denominator == 1:
            return points
        step = plain(self.step)
        typed.refuse(
            f"phải là bội số của {comma(step)}", f"must be a multiple of {step}", "not_a_multiple"
        )
        return None


@dataclass(frozen=True, slots=True)
class Percent(Rule):
    """`{"percent": "85.3"}`, 0…100: max × percent ÷ 100, such as SIPAS (national plan 2023,
    II.4).
    """

    type: ClassVar[str] = "percent"
    fixed_keys: ClassVar[tuple[str, ...]] = ("percent",)

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        percent = value.key("percent").number(0, 100)
        return None if percent is None else maximum * percent / 100


@dataclass(frozen=True, slots=True)
class Survey(Rule):
    """Points from answers alone (see `scoring.survey_mean`): the ids of the questions that count,
    and the weight of each group.
    """

    type: ClassVar[str] = "survey"
    questions: tuple[str, ...]
    weights: Mapping[str, Fraction]

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:  # noqa: ARG002  no value is ever right
        value.refuse(
            "điểm này lấy từ điều tra xã hội học, không nhập",
            "this comes from the survey and is never typed in",
            "not_self_assessed",
        )
        return None


@dataclass(frozen=True, slots=True)
class Unreadable(Rule):
    """Takes the place of a rule with problems while the rest of a document is checked; it takes any
    value.
    """

    type: ClassVar[str] = "unreadable"

    def read(self, value: Field, maximum: Fraction) -> Fraction | None:  # noqa: ARG002  its problems are noted elsewhere
        return Fraction(0)
