"""The parts of a parsed formula: functions of its variables, put together while it is parsed.

Each part knows whether it gives a truth value or a number, and raises ZeroDivisionError where it
divides by zero.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Variables = Mapping[str, Fraction]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Tree:
    """A formula or a part of it. `value` gives a bool if `truth`, else a Fraction.

    Two trees are equal if their texts are.
    """

    truth: bool
    value: Callable[[Variables], Any] = field(compare=False, repr=False)
    text: str = ""


def constant(number: Fraction) -> Tree:
    return Tree(False, lambda _: number)


def name(variable: str) -> Tree:
    return Tree(False, lambda variables: variables[variable])


def negative(operand: Tree) -> Tree:
    return Tree(False, lambda variables: -operand.value(variables))


def negation(operand: Tree) -> Tree:
    return Tree(True, lambda variables: not operand.value(variables))


def extreme(largest: bool, operands: Sequence[Tree]) -> Tree:
    """The largest or the smallest of the operands."""
    choose = max if largest else min
    return Tree(False, lambda variables: choose(operand.value(variables) for operand in operands))


def chain(first: Tree, rest: Sequence[tuple[str, Tree]]) -> Tree:
    """Sums, or products, from left to right."""

    def value(variables: Variables) -> Fraction:
        total: Fraction = first.value(variables)
        for sign, operand in rest:
            total = _ARITHMETIC[sign](total, operand.value(variables))
        return total

    return Tree(False, value)


def comparison(first: Tree, rest: Sequence[tuple[str, Tree]]) -> Tree:
    """`a < b <= c`: each part is evaluated once, none after the first comparison that fails."""

    def value(variables: Variables) -> bool:
        left = first.value(variables)
        for sign, operand in rest:
            right = operand.value(variables)
            if not COMPARISONS[sign](left, right):
                return False
            left = right
        return True

    return Tree(True, value)


def joined(either: bool, operands: Sequence[Tree]) -> Tree:
    """`or` if `either`, else `and`; it stops at the first operand that decides."""
    join = any if either else all
    return Tree(True, lambda variables: join(operand.value(variables) for operand in operands))
