"""Numbers as a screen shows them: what is stored to fifteen figures, under the cell's format."""

from __future__ import annotations

import math
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reading.shown_numbers import (
    BUILT_IN,
    Shown,
    is_date,
    is_error,
    plain,
    shown,
    stored,
)


def show(text: str, form: str) -> Shown:
    number = stored(text)
    assert number is not None
    return shown(number, form)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.2500000000000002", "1.25"),
        ("0.30000000000000004", "0.3"),
        ("2.9999999999999996", "3"),
        ("1E-3", "0.001"),
        ("1.5e3", "1500"),
        ("100", "100"),
        ("-0", "0"),
        ("123456789012345678", "123456789012346000"),
        (".5", "0.5"),
    ],
)
def test_fifteen_figures_of_what_is_stored_count(written: str, read: str) -> None:
    number = stored(written)
    assert number is not None and plain(number) == read


@pytest.mark.parametrize(
    "written", ["", " 1", "1_0", "nan", "inf", "1e999", "9" * 401, "0x1", "1,5", "1" * 10_000_000]
)
def test_what_no_spreadsheet_holds_is_no_number(written: str) -> None:
    began = time.process_time()
    assert stored(written) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("written", "form", "value", "display"),
    [
        ("0.853", "0.0%", "85.3", "85.3"),
        ("0.8534", "0.0%", "85.34", "85.3"),
        ("0.9", "0%", "90", "90"),
        ("0.9", "0.00%;[Red]-0.00%", "90", "90"),
        ("-0.9", "0%;-0%", "-90", "-90"),
        ("0", "0%", "0", "0"),
        ("85.3", '0.0"%"', "85.3", "85.3"),
        ("85.3", "0.0\\%", "85.3", "85.3"),
        ("1.256", "0.00", "1.256", "1.26"),
        ("1.25", "0.00", "1.25", "1.25"),
        ("1.25", "0", "1.25", "1"),
        ("2.5", "0", "2.5", "3"),
        ("1.25", "General", "1.25", "1.25"),
        ("1.25", "@", "1.25", "1.25"),
        ("12345.6", "#,##0", "12345.6", "12346"),
        ("12345", "#,##0", "12345", "12345"),
        ("12000000", "#,##0,", "12000000", "12000"),
        ("12000000", "0.0,,", "12000000", "12"),
        ("12", '0 "người"', "12", "12"),
        ("12", '_-* #,##0.00\\ _₫_-;-* #,##0.00\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-', "12", "12"),
        ("0", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "0", "0"),
        ("-5", "#,##0;(#,##0)", "-5", "-5"),
        ("-5", "0;0", "-5", "5"),
        ("-5", "0;[Red]0", "-5", "5"),
        ("5", ";;;", "5", ""),
        ("5", '"ẩn"', "5", "ẩn"),
        ("5", "[$-42A]0.0", "5", "5"),
        ("0.5", "# ?/?", "0.5", "0.5"),
        ("1230", "0.00E+00", "1230", "1230"),
        ("1234.5", "0.00E+00", "1234.5", "1230"),
        ("1234.5", "##0.0E+0", "1234.5", "1200"),
        ("0.00012345", "0.0E-0", "0.00012345", "0.00012"),
        ("0", "0.00E+00", "0", "0"),
        ("1.25", "# ?/?", "1.25", "1.25"),
        ("1.27", "# ?/?", "1.27", "1.28571428571429"),
        ("-1.25", "# ??/??", "-1.25", "-1.25"),
        ("0.3", "# ?/8", "0.3", "0.25"),
        ("0.333333333333333", "# ?/?", "0.333333333333333", "0.333333333333333"),
        ("0", "#,###", "0", ""),
        ("0.4", "#", "0.4", ""),
        ("0", "#,##0", "0", "0"),
        ("0", "?", "0", "0"),
        ("85.3", "", "85.3", "85.3"),
        ("0.5", "[<1]0%;0.0", "50", "50"),
        ("1.5", "[<1]0%;0.0", "1.5", "1.5"),
    ],
)
def test_a_percent_format_scales_and_a_difference_to_the_screen_is_known(
    written: str, form: str, value: str, display: str
) -> None:
    found = show(written, form)
    assert (found.value, found.differs) == (value, value != display)
    assert found.display == display


@pytest.mark.parametrize(
    "form",
    ["dd/mm/yyyy", "yyyy-mm-dd", "[$-42A]dd mmmm yyyy", "h:mm", "[h]:mm:ss", "mm:ss.0", "[ss]"],
)
def test_formats_of_dates_and_times_are_known(form: str) -> None:
    assert is_date(form)


@pytest.mark.parametrize(
    "form",
    [
        "General",
        "0.00",
        "0%",
        '0 "ngày"',
        '"d"0',
        "[Red]0",
        "[Yellow]0",
        "\\d0",
        "@",
        "",
        "#,##0 _d",
    ],
)
def test_formats_of_numbers_are_no_dates(form: str) -> None:
    assert not is_date(form)


def test_formats_named_by_a_number_only_are_dates_where_a_spreadsheet_shows_dates() -> None:
    assert {number for number, form in BUILT_IN.items() if is_date(form)} == {
        *range(14, 23),
        *range(27, 37),
        *range(45, 48),
        *range(50, 59),
    }


@given(st.decimals(0, 10**6, places=4), st.integers(0, 4))
def test_as_many_places_as_the_number_has_show_it_whole(number: Decimal, more: int) -> None:
    found = show(str(number), "0." + "0" * (4 + more))
    assert not found.differs and Decimal(found.value) == number
    assert Decimal(show(str(number), "0.00%").value) == 100 * number


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(-2, 2))
def test_what_a_computer_adds_far_behind_a_number_is_not_read(number: Decimal, steps: int) -> None:
    near = float(number)
    for _ in range(abs(steps)):
        near = math.nextafter(near, math.inf * steps)
    assert abs(number) < 10**-3 or Decimal(plain(stored(repr(near)) or Decimal())) == number


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%;[]"_*\\EGeneral<>=1-()/@ ', max_size=40),
)
def test_no_format_whatever_ends_in_an_error(number: float, form: str) -> None:
    is_date(form)
    found = show(repr(number), form)
    assert stored(repr(number)) is not None
    assert len(found.value) < 400


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        *(
            (text, True)
            for text in ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#SPILL!", "###", "Err:502")
        ),
        *((text, False) for text in ("#", "##", "#1", "N/A", "#N/A!", "Err:5", "#hashtag", "")),
    ],
)
def test_what_stands_in_place_of_a_result_is_known(text: str, wrong: bool) -> None:
    assert is_error(text) is wrong


def test_long_formats_cost_nothing() -> None:
    began = time.process_time()
    for form in (
        "0" * 10**6,
        ";" * 10**6,
        '"' * 10**6,
        "[" * 10**5,
        "%" * 10**6,
        "0" + "," * 10**6,
    ):
        is_date(form)
        show("1.5", form)
    assert time.process_time() - began < 2
