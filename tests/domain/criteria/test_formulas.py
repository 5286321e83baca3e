"""The formula language: what is in it means what Python means, all else is refused."""

from __future__ import annotations

import ast
from contextlib import suppress
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.criteria import formulas
from chalicelib.domain.criteria.formula_tokens import FormulaError
from tests.domain.criteria.formula_texts import MAXIMUM, NUMBERS, TRUTHS, VARIABLES, value_of


class _Exact(ast.NodeTransformer):
    """Turns Python's own tree of a formula exact: literals become fractions, the name max the
    leaf's maximum.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def visit_Constant(self, node: ast.Constant) -> ast.AST:  # noqa: N802  the name that ast wants
        literal = ast.Constant(ast.get_source_segment(self._text, node))
        return ast.Call(ast.Name("Fraction", ast.Load()), [literal], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:  # noqa: N802
        node.args = [self.visit(argument) for argument in node.args]
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:  # noqa: N802
        return ast.Name("leaf_maximum", ast.Load()) if node.id == "max" else node


def pythons(text: str, values: dict[str, Fraction]) -> Any:
    """What Python itself makes of the formula."""
    text = text.strip()
    tree = ast.fix_missing_locations(_Exact(text).visit(ast.parse(text, mode="eval")))
    names = {
        "Fraction": Fraction,
        "leaf_maximum": MAXIMUM,
        **values,
        "max": lambda *all_: max(all_),
        "min": lambda *all_: min(all_),
    }
    return eval(compile(tree, "formula", "eval"), {"__builtins__": {}}, names)


VALUES = st.fixed_dictionaries(
    {name: st.fractions(-20, 20, max_denominator=20) for name in VARIABLES}
)


def outcome(evaluate: Any) -> Any:
    try:
        return evaluate()
    except ZeroDivisionError:
        return "division by zero"


@given(NUMBERS, VALUES)
def test_a_number_is_what_python_makes_of_it_with_fractions(
    text: str, values: dict[str, Fraction]
) -> None:
    tree = formulas.parse(text, VARIABLES, truth=False)
    assert outcome(lambda: tree.value({**values, "max": MAXIMUM})) == outcome(
        lambda: pythons(text, values)
    )


@given(TRUTHS, VALUES)
def test_a_condition_is_what_python_makes_of_it_stopping_early_where_python_does(
    text: str, values: dict[str, Fraction]
) -> None:
    tree = formulas.parse(text, VARIABLES, truth=True)
    assert outcome(lambda: tree.value({**values, "max": MAXIMUM})) is outcome(
        lambda: pythons(text, values)
    )


PIECES = [
    "a",
    "b",
    "1",
    "0.5",
    "max",
    "min",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "<",
    "==",
    "and",
    "or",
    "not",
    " ",
    ".",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), VALUES)
def test_whatever_is_accepted_means_what_python_means(
    text: str, values: dict[str, Fraction]
) -> None:
    for truth in (False, True):
        try:
            tree = formulas.parse(text, VARIABLES, truth=truth)
        except FormulaError:
            continue
        assert outcome(partial(tree.value, {**values, "max": MAXIMUM})) == outcome(
            lambda: pythons(text, values)
        )


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_an_error_never_a_crash(text: str) -> None:
    for truth in (False, True):
        with suppress(FormulaError):
            formulas.parse(text, VARIABLES, truth=truth)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a/b >= 0.9", True),
        ("a/b >= 0.9 and a > 3", True),
        ("not a == 9", False),
        ("1 < a <= 9", True),
        ("1 < a > 2", True),
        ("max*a/b", Fraction(27, 20)),
        ("max(a, 0)/100", Fraction(9, 100)),
        ("max", MAXIMUM),
        ("max (a, b)", Fraction(10)),
        ("min(0.1, max(a, 0)/100)", Fraction(9, 100)),
        ("-a*b", Fraction(-90)),
        ("a - -b", Fraction(19)),
        ("a-b-1", Fraction(-2)),
        ("8/4/2", Fraction(1)),
        ("0.1+0.2 == 0.3", True),
        ("(a > b) == (b > a)", False),
        ("min(a)", Fraction(9)),
        ("- - a", Fraction(9)),
        ("not not a > b", False),
        ("a\n+\tb", Fraction(19)),
        ("so_vb", None),
    ],
)
def test_the_language_of_the_contract(text: str, expected: object) -> None:
    if expected is None:
        assert value_of(text, so_vb=4) == 4
    else:
        assert value_of(text, a=9, b=10) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a +",
        "+a",
        "a b",
        "2a",
        "a(1)",
        "max()",
        "min",
        "min(a,)",
        "min(,a)",
        "(a",
        "a)",
        "a,b",
        "a = b",
        "a <> b",
        "a ** b",
        "a // b",
        "a % b",
        "a & b",
        "1e3",
        "1.",
        ".5",
        "1_0",
        "0x1",
        "a.b",
        "a[0]",
        "'a'",
        '"a"',
        "a if b else 1",
        "a == not b",
        "lambda: 1",
        "c",
        "A",
        "True",
        "None",
        "a; b",
        "a # b",
        "__import__('os')",
        "a\\",
        "a := 1",
        "!a",
        "a !",
        "9" * 61,
        "a and",
        "or a",
        "not",
        "٣",
        "1,5",
    ],
)
def test_what_is_not_in_the_language_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        value_of(text, a=9, b=10)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("a", True),
        ("1", True),
        ("a > b", False),
        ("a + (a > b)", False),
        ("(a > b) * 1", False),
        ("-(a > b)", False),
        ("min(a > b, 1)", False),
        ("a and b", True),
        ("not a", True),
        ("a > b and 1", True),
        ("(a > b) > a", True),
        ("(a > b) < (b > a)", True),
        ("a == (a > b)", True),
        ("a < b == (a > b)", True),
        ("max(a, b) or a > b", True),
    ],
)
def test_truth_values_and_numbers_do_not_mix(text: str, truth: bool) -> None:
    with pytest.raises(FormulaError, match="is needed, this is a"):
        formulas.parse(text, ("a", "b"), truth=truth)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 900 + "a" + ")" * 900,
        "-" * 1900 + "a",
        "not " * 400 + "a > 1",
        "min(" * 300 + "a" + ")" * 300,
        "a+" * 5000 + "a",
    ],
)
def test_hostile_nesting_and_length_are_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="nested|longer"):
        value_of(text, a=1)


@pytest.mark.parametrize("sign", ["+", "*", "-", " or a < ", " and a < ", " < "])
def test_a_long_chain_is_no_nesting(sign: str) -> None:
    text = sign.join(["a"] * (1900 // (len(sign) + 1)))
    value_of(f"a < {text}" if " < " in sign else text, a=1)


def test_the_deepest_nesting_allowed_is_evaluated() -> None:
    text = "a"
    for _ in range(formulas.MAX_DEPTH):
        text = f"(1 + 2*{text})"
    assert value_of(text, a=0) == 2**formulas.MAX_DEPTH - 1
