"""What every rule can do with a value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar, Protocol

from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text

TITLES = {
    "level": Text("Mức đạt được", "Level reached"),
    "numerator": Text("Tử số", "Numerator"),
    "denominator": Text("Mẫu số", "Denominator"),
    "count": Text("Số lượng", "Count"),
    "breaches": Text("Số lần vi phạm, chậm", "Breaches"),
    "points": Text("Số điểm", "Points"),
    "percent": Text("Tỷ lệ %", "Percent"),
}
"""What people call each input of a value; the round has the titles of a formula's inputs."""


class Scored(Protocol):
    """What a rule needs to know of its leaf."""

    @property
    def code(self) -> str:
        """The leaf's code."""

    @property
    def max(self) -> Fraction:
        """The most points it can give."""


class Rule(ABC):
    """How the value of a leaf, as JSON, becomes points.

    `check` gives the problems of a value, `points` the points of a valid one, and `doubts` what is
    unusual in a valid value and should be looked at again.
    """

    __slots__ = ()
    type: ClassVar[str]
    fixed_keys: ClassVar[tuple[str, ...]] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a value of this rule has."""
        return self.fixed_keys

    def title(self, key: str) -> Text:
        """What people call the input of that key."""
        return TITLES.get(key, Text(key, key))

    @abstractmethod
    def read(self, value: Field, maximum: Fraction) -> Fraction | None:
        """The points of the value; None after noting its problems."""

    def check(self, value: object, leaf: Scored) -> list[Problem]:
        """Every problem of the value, at the leaf's code; none if it is valid."""
        return self._read(value, leaf)[1]

    def points(self, value: object, leaf: Scored) -> Fraction:
        """The exact points of a valid value, 0…max; Invalid with every problem of any other."""
        points, problems = self._read(value, leaf)
        if points is None or problems:
            raise Invalid(errors=problems)
        return points

    def doubts(self, value: Mapping[str, Any], leaf: Scored) -> list[Problem]:  # noqa: ARG002  most rules forbid enough
        """What a person should look at again in a valid value, each at the key of its input."""
        return []

    def tidy(self, value: Mapping[str, Any]) -> dict[str, str]:
        """What the rule asks for, as texts in its order; other keys of the value are left out, as
        they must not be published.
        """
        return {key: str(value[key]) for key in self.keys if key in value}

    def _read(self, value: object, leaf: Scored) -> tuple[Fraction | None, list[Problem]]:
        field = Field(value, "", [])
        points = None if field.object() is None else self.read(field, leaf.max)
        return points, [self.at_leaf(leaf.code, problem) for problem in field.problems]

    def at_leaf(self, code: str, problem: Problem) -> Problem:
        """A problem of an input as one of the leaf of that code, which names the input."""
        if not problem.at:
            return replace(problem, at=code)
        title = self.title(problem.at)
        return replace(
            problem,
            at=code,
            vi=f"{title.vi}: {problem.vi}",
            en=f"{title.en or title.vi}: {problem.en}",
        )


def numbers(value: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Fraction]:
    """The figures of a valid value by key."""
    return {key: Field(value, "", []).key(key).number() or Fraction(0) for key in keys}
