"""Typed numbers: what has one reading is read, what may mean two numbers is none."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reading.typed_numbers import Typed, number

ONE_READING = {
    "0": "0",
    "12": "12",
    "007": "007",
    "0,125": "0.125",
    "0.125": "0.125",
    "-0,125": "-0.125",
    "\u22120,5": "-0.5",
    "\u20132": "-2",
    "1,25": "1.25",
    "1.25": "1.25",
    "1,2500": "1.2500",
    "1234,567": "1234.567",
    "3.456.789": "3456789",
    "3,456,789": "3456789",
    "-3.456.789": "-3456789",
    "3.456.789,5": "3456789.5",
    "3,456,789.125": "3456789.125",
    "1.234,5": "1234.5",
    "1,234.5": "1234.5",
    "1.234,567": "1234.567",
    "47 000": "47000",
    "47\u00a0000": "47000",
    "47\u202f000,5": "47000.5",
    "3 456 789": "3456789",
    "3'456'789.5": "3456789.5",
    "00,125": "00.125",
    " 12 ": "12",
}
NONE_OR_TWO = (
    *("", " ", "-", "%", ",", ".", "1,", ",5", "a", "1a", "1e3", "1_000", "+-1", "--1"),
    *("47.000", "1,234", "999.999", "-47.000"),
    *("1.23.456", "1.234.56", "1.2345.678", "0.123.456", "1,234.567,8", "1.234 567,8", "1,2,3"),
    *("1 2", "12 34", "1 234 56", "1..2", "1,.2", "x" * 10_000, "1" * 10_000, "١٢", "１２"),
)


@pytest.mark.parametrize("typed", ONE_READING)
def test_what_has_one_reading_is_read(typed: str) -> None:
    assert number(typed) == Typed(ONE_READING[typed])


@pytest.mark.parametrize("typed", NONE_OR_TWO)
def test_what_is_no_number_or_may_be_two_is_none(typed: str) -> None:
    assert number(typed) is None


@pytest.mark.parametrize("typed", ["85,3%", "85.3 %", "85,3\u00a0%"])
def test_a_percent_sign_is_told(typed: str) -> None:
    assert number(typed) == Typed("85.3", percent=True)


@given(
    st.integers(-(10**15), 10**15), st.sampled_from([",", "."]), st.text("0123456789", max_size=6)
)
def test_a_number_written_with_thousands_and_decimals_is_that_number(
    whole: int, thousands: str, decimals: str
) -> None:
    point = {",": ".", ".": ","}[thousands]
    typed = f"{whole:,}".replace(",", thousands) + (point + decimals if decimals else "")
    read = number(typed)
    if re.fullmatch("-?[1-9][0-9]{0,2}[.,][0-9]{3}", typed):
        assert read is None
    else:
        assert read == Typed(str(whole) + ("." + decimals if decimals else ""))


def test_long_texts_cost_nothing() -> None:
    began = time.process_time()
    for typed in ("1.234" * 23, "1" * 119 + "x", "1.111" * 1_000_000, "0" * 3_000_000):
        number(typed)
    assert time.process_time() - began < 1
