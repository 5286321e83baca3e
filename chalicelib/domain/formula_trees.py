"""The parts of a parsed formula. Each knows whether it is a truth value, and its value for given variables."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol

Value = Fraction | bool
Variables = Mapping[str, Fraction]

COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}
_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}


class Tree(Protocol):
    """A part of a formula; `value` raises ZeroDivisionError where it divides by zero."""

    @property
    def truth(self) -> bool:
        """Whether this is a truth value (else a number)."""

    def value(self, variables: Variables) -> Value:
        """The exact value."""


@dataclass(frozen=True, slots=True)
class Constant:
    truth: ClassVar[bool] = False
    number: Fraction

    def value(self, variables: Variables) -> Value:  # noqa: ARG002  a constant needs none
        return self.number


@dataclass(frozen=True, slots=True)
class Name:
    truth: ClassVar[bool] = False
    name: str

    def value(self, variables: Variables) -> Value:
        return variables[self.name]


@dataclass(frozen=True, slots=True)
class Negative:
    truth: ClassVar[bool] = False
    operand: Tree

    def value(self, variables: Variables) -> Value:
        return -Fraction(self.operand.value(variables))


@dataclass(frozen=True, slots=True)
class Chain:
    """Sums, or products, from left to right."""

    truth: ClassVar[bool] = False
    first: Tree
    rest: tuple[tuple[str, Tree], ...]

    def value(self, variables: Variables) -> Value:
        total = Fraction(self.first.value(variables))
        for sign, operand in self.rest:
            total = _ARITHMETIC[sign](total, Fraction(operand.value(variables)))
        return total


@dataclass(frozen=True, slots=True)
class Extreme:
    """The largest or the smallest of the operands."""

    truth: ClassVar[bool] = False
    largest: bool
    operands: tuple[Tree, ...]

    def value(self, variables: Variables) -> Value:
        values = [operand.value(variables) for operand in self.operands]
        return max(values) if self.largest else min(values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a < b <= c`: each part is evaluated once, and none after the first comparison that fails."""

    truth: ClassVar[bool] = True
    first: Tree
    rest: tuple[tuple[str, Tree], ...]

    def value(self, variables: Variables) -> Value:
        left = self.first.value(variables)
        for sign, operand in self.rest:
            right = operand.value(variables)
            if not COMPARISONS[sign](left, right):
                return False
            left = right
        return True


@dataclass(frozen=True, slots=True)
class Joined:
    """`or` (until the first that holds) or `and` (until the first that does not)."""

    truth: ClassVar[bool] = True
    either: bool
    operands: tuple[Tree, ...]

    def value(self, variables: Variables) -> Value:
        return any(operand.value(variables) is self.either for operand in self.operands) is self.either


@dataclass(frozen=True, slots=True)
class Not:
    truth: ClassVar[bool] = True
    operand: Tree

    def value(self, variables: Variables) -> Value:
        return not self.operand.value(variables)
