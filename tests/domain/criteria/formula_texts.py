"""Formulas of the language by chance: texts that are right in form, over the variables
VARIABLES.
"""

from __future__ import annotations

from hypothesis import strategies as st

VARIABLES = ("a", "b", "so_lieu")

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
