"""Parts of a formula: what each gives, from left to right, and where it stops."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.criteria import formula_trees as trees
from chalicelib.domain.criteria.formula_trees import Tree, Variables
from tests.domain.criteria.formula_texts import value_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b == 0 or a/b > 1", True),
        ("b != 0 and a/b > 1", False),
        ("a < b < 1/0", False),
        ("1 == 1 or 1/0 > 1", True),
    ],
)
def test_and_or_and_chains_stop_early(text: str, expected: bool) -> None:
    assert value_of(text, a=9, b=0) is expected


@pytest.mark.parametrize("text", ["a/b", "1/0", "1/(a-9)", "min(1, a/b)", "1 == 1 and a/b > 1"])
def test_dividing_by_zero_is_an_error(text: str) -> None:
    with pytest.raises(ZeroDivisionError):
        value_of(text, a=9, b=0)


FIGURES = st.lists(st.fractions(-9, 9, max_denominator=9), min_size=1, max_size=6)
ZERO = trees.constant(Fraction(0))
BROKEN = trees.chain(ZERO, [("/", ZERO)])
TRUE, FALSE = trees.comparison(ZERO, [("==", ZERO)]), trees.comparison(ZERO, [("<", ZERO)])


@given(FIGURES, st.data())
def test_a_chain_is_worked_out_from_left_to_right(
    figures: list[Fraction], data: st.DataObject
) -> None:
    signs = [data.draw(st.sampled_from("+-*")) for _ in figures[1:]]
    total = figures[0]
    for sign, figure in zip(signs, figures[1:], strict=True):
        total = {"+": total + figure, "-": total - figure, "*": total * figure}[sign]
    first, *rest = map(trees.constant, figures)
    assert trees.chain(first, list(zip(signs, rest, strict=True))).value({}) == total


@given(FIGURES)
def test_the_extremes_are_among_the_operands(figures: list[Fraction]) -> None:
    operands = [trees.constant(figure) for figure in figures]
    assert trees.extreme(True, operands).value({}) == max(figures)
    assert trees.extreme(False, operands).value({}) == min(figures)


@given(FIGURES)
def test_a_chain_of_comparisons_holds_if_each_neighbour_does(figures: list[Fraction]) -> None:
    first, *rest = map(trees.constant, figures)
    rising = trees.comparison(first, [("<=", part) for part in rest])
    assert rising.truth
    assert rising.value({}) == (figures == sorted(figures))


def test_each_part_of_a_comparison_is_worked_out_once_and_none_after_the_first_that_fails() -> None:
    asked: list[int] = []

    def part(number: int) -> Tree:
        def value(_: Variables) -> Any:
            asked.append(number)
            return Fraction(number)

        return Tree(False, value)

    assert not trees.comparison(part(1), [("<", part(2)), (">", part(3)), ("<", part(4))]).value({})
    assert asked == [1, 2, 3]


def test_what_joins_conditions_stops_at_the_first_that_decides() -> None:
    undecided = trees.comparison(BROKEN, [("==", ZERO)])
    assert trees.joined(True, [FALSE, TRUE, undecided]).value({}) is True
    assert trees.joined(False, [TRUE, FALSE, undecided]).value({}) is False
    for either in (True, False):
        with pytest.raises(ZeroDivisionError):
            trees.joined(either, [FALSE if either else TRUE, undecided]).value({})


def test_a_name_is_the_figure_of_that_name_and_signs_turn_it_round() -> None:
    assert trees.negative(trees.name("a")).value({"a": Fraction(3, 4)}) == Fraction(-3, 4)
    assert [trees.negation(each).value({}) for each in (TRUE, FALSE)] == [False, True]


def test_two_trees_are_the_same_if_their_texts_are() -> None:
    assert Tree(False, TRUE.value, "a") == Tree(False, FALSE.value, "a")
    assert Tree(False, TRUE.value, "a") != Tree(False, TRUE.value, "b")
