"""Tokens of a formula: where each starts and what it is, and which names a variable may have."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.criteria.formula_tokens import (
    FormulaError,
    Token,
    is_variable,
    tokens,
    unexpected,
)
from tests.domain.criteria.formula_texts import NUMBERS, TRUTHS, value_of


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("a", True),
        ("so_lieu_1", True),
        ("tỷ_lệ", True),
        ("max", False),
        ("min", False),
        ("and", False),
        ("not", False),
        ("True", False),
        ("if", False),
        ("1a", False),
        ("a-b", False),
        ("", False),
        ("a b", False),
    ],
)
def test_which_names_a_variable_may_have(name: str, allowed: bool) -> None:
    assert is_variable(name) is allowed
    if allowed:
        assert value_of(f"{name} + 1", **{name: 1}) == 2


def test_an_error_says_where() -> None:
    with pytest.raises(FormulaError, match=re.escape('"%" at character 3')):
        value_of("a % 2", a=1)


def test_each_token_is_of_a_kind() -> None:
    assert [(token.kind, token.text) for token in tokens("min(a1,0.5)<=b and not tỷ_lệ")] == [
        ("name", "min"),
        ("sign", "("),
        ("name", "a1"),
        ("sign", ","),
        ("number", "0.5"),
        ("sign", ")"),
        ("sign", "<="),
        ("name", "b"),
        ("word", "and"),
        ("word", "not"),
        ("name", "tỷ_lệ"),
        ("end", ""),
    ]


@given(st.one_of(NUMBERS, TRUTHS))
def test_the_tokens_are_the_whole_text_but_its_blanks_each_at_its_character(text: str) -> None:
    found = tokens(text)
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(text.startswith(token.text, token.at - 1) for token in found)
    assert found[-1] == Token("end", "", len(text) + 1)


@given(st.text(max_size=20))
def test_any_text_has_tokens_or_a_character_that_is_in_none(text: str) -> None:
    with suppress(FormulaError):
        assert "".join(token.text for token in tokens(text)) == "".join(text.split())


def test_a_formula_that_stops_too_early_says_so_in_both_languages() -> None:
    error = unexpected(Token("end", "", 3))
    assert (error.vi, error.en) == ("công thức dừng giữa chừng", "the formula ends too early")
