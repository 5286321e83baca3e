"""Formulas of the language by chance: texts that are right in form, over the variables
VARIABLES; and the value of any of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.criteria import formulas
from chalicelib.domain.criteria.formula_tokens import FormulaError

VARIABLES = ("a", "b", "so_lieu")
MAXIMUM = Fraction(3, 2)

LITERALS = st.sampled_from(["0", "1", "2", "0.5", "0.9", "3.25", "10"])
ATOMS = st.one_of(LITERALS, st.sampled_from([*VARIABLES, "max"]))
SPACE = st.sampled_from(["", " ", "  "])


def numbers_from(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, SPACE, st.sampled_from("+-*/"), SPACE, inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.tuples(
            st.sampled_from(["min", "max"]),
            SPACE,
            st.lists(inner, min_size=1, max_size=3).map(",".join),
        ).map(lambda parts: f"{parts[0]}{parts[1]}({parts[2]})"),
    )


NUMBERS = st.recursive(ATOMS, numbers_from, max_leaves=12)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
COMPARISONS = st.tuples(NUMBERS, st.lists(st.tuples(SIGNS, NUMBERS), min_size=1, max_size=3)).map(
    lambda parts: parts[0] + "".join(f" {sign} {number}" for sign, number in parts[1])
)


def truths_from(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join),
        inner.map("not {}".format),
        inner.map("({})".format),
        st.tuples(inner, st.sampled_from([" == ", " != "]), inner).map(
            lambda parts: f"({parts[0]}){parts[1]}({parts[2]})"
        ),
    )


TRUTHS = st.recursive(COMPARISONS, truths_from, max_leaves=6)


def value_of(text: str, **values: Fraction | int) -> Any:
    """The value of a formula, whatever it is."""
    variables = {name: Fraction(value) for name, value in values.items()}
    for truth in (False, True):
        try:
            tree = formulas.parse(text, variables, truth=truth)
        except FormulaError:
            if truth:
                raise
            continue
        return tree.value({**variables, "max": MAXIMUM})
    return None
