from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import decimals

FRACTIONS = st.fractions(min_value=-1000, max_value=1000)


@pytest.mark.parametrize("text", ["0", "-0", "007", "1.25", "-12.50", "0." + "3" * 60])
def test_a_plain_decimal_has_its_exact_value(text: str) -> None:
    assert decimals.parse(text) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "+1",
        ".5",
        "5.",
        "1e3",
        "1E3",
        "1,5",
        "1/2",
        "0x1",
        "NaN",
        "٣",
        "--1",
        "1\n",
        "9" * 61,
    ],
)
def test_nothing_else_is_a_number(text: str) -> None:
    assert decimals.parse(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.0049999", "0.00"),
        ("-0.0049999", "0.00"),
        ("89.995", "90.00"),
        ("1.115", "1.12"),
        ("2.675", "2.68"),
        ("-2", "-2.00"),
        ("-0.5", "-0.50"),
        ("100", "100.00"),
    ],
)
def test_figures_are_rounded_half_away_from_zero_and_never_minus_zero(
    value: str, text: str
) -> None:
    assert decimals.two(Fraction(value)) == text
    assert decimals.rounded(Fraction(value)) == Fraction(text)


@given(FRACTIONS)
def test_rounding_moves_a_value_by_at_most_half_a_hundredth_and_is_odd(value: Fraction) -> None:
    assert abs(decimals.rounded(value) - value) <= Fraction(1, 200)
    assert decimals.rounded(-value) == -decimals.rounded(value)
    assert decimals.two(value) != "-0.00"
    assert Fraction(decimals.two(value)) == decimals.rounded(value)


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_rounding_agrees_with_the_decimal_module(value: Decimal) -> None:
    expected = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert decimals.rounded(Fraction(value)) == Fraction(expected)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=7))
def test_the_shortest_exact_decimal_gives_the_same_value_back(value: Decimal) -> None:
    text = decimals.plain(Fraction(value))
    assert decimals.parse(text) == Fraction(value)
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(22, 7), Fraction(1, 2 * 3 * 5)])
def test_a_fraction_without_a_finite_decimal_has_no_plain_text(value: Fraction) -> None:
    with pytest.raises(ValueError, match="finite"):
        decimals.plain(value)
