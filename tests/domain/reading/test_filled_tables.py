"""Filled tables: columns known by their headings, things by their names, cells by their address."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.filled_tables import Line, Table, address, by_name, in_order, told

HEADINGS = {"unit": ("Đơn vị", "unit"), "points": ("Số điểm", "points"), "note": ("Ghi chú",)}


@given(st.integers(1, 100), st.integers(1, 16_000))
def test_a_cell_is_named_as_a_spreadsheet_names_it(row: int, column: int) -> None:
    assert address(row, column - 1) == f"{get_column_letter(column)}{row}"


def read(header: list[str], *rows: list[str], most: int = 9) -> Table:
    lines = [
        Line(number, {column: text for column, text in enumerate(row) if text})
        for number, row in enumerate([header, *rows], start=1)
    ]
    return filled_tables.read(lines, HEADINGS, ("unit", "points"), most)


@pytest.mark.parametrize(
    "header", [["Số điểm", "", "Đơn vị"], ["points", "khác", "UNIT"], ["số  ĐIỂM *", "", "đơn vị*"]]
)
def test_columns_are_found_by_any_of_their_names_in_any_order(header: list[str]) -> None:
    table = read(header, ["1,5", "bỏ qua", " Sở\u00a0 A\n"])
    (row,) = table.rows
    assert [table.text(row, part) for part in HEADINGS] == ["Sở A", "1,5", ""]
    assert [table.cell(row, part) for part in ("unit", "points")] == ["C2", "A2"]
    assert table.problems == []


def test_headings_that_are_missing_or_there_twice_are_named_and_no_row_is_read() -> None:
    table = read(["unit", "Đơn vị", "Ghi chú"], ["so-a", "so-a", "x"])
    assert [(problem.at, problem.code) for problem in table.problems] == [
        ("B1", "repeated_column"),
        ("A1", "missing_column"),
    ]
    assert "“Số điểm”" in table.problems[1].vi
    assert table.rows == ()


def test_headings_below_the_first_row_are_none() -> None:
    lines = [Line(2, {0: "unit", 1: "points"}), Line(3, {0: "so-a", 1: "1"})]
    table = filled_tables.read(lines, HEADINGS, ("unit", "points"), 9)
    assert {problem.code for problem in table.problems} == {"missing_column"}


def test_a_table_may_have_as_many_rows_as_it_says_and_none_more() -> None:
    assert len(read(["unit", "points"], *[["so-a", "1"]] * 9).rows) == 9
    table = read(["unit", "points"], *[["so-a", "1"]] * 10)
    assert [(problem.at, problem.code) for problem in table.problems] == [("A11", "too_long")]


PLACES = st.tuples(st.integers(1, 30), st.integers(0, 800))


@given(st.lists(PLACES, unique=True, max_size=8), st.booleans())
def test_problems_come_row_by_row_from_the_left_and_those_of_no_cell_last(
    places: list[tuple[int, int]], loose: bool
) -> None:
    names = [*(["rows"] if loose else []), *(address(*place) for place in places)]
    ordered = [problem.at for problem in in_order(Problem(at, "sai", "wrong") for at in names)]
    assert ordered == [address(*place) for place in sorted(places)] + ["rows"] * loose


def test_a_cell_that_cannot_be_read_has_no_other_problem() -> None:
    unreadable = [Problem("B3", "không đọc được", "unreadable", "unreadable")]
    others = [Problem("B3", "thiếu", "missing"), Problem("A2", "sai", "wrong")]
    assert told(unreadable, others) == [others[1], *unreadable]


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1001, 20_000])
def test_a_thousand_problems_are_told_and_how_many_more_there_are(number: int) -> None:
    told_ = told([], [Problem(f"A{row}", "sai", "wrong") for row in range(number, 0, -1)])
    assert [each.at for each in told_[:999]] == [f"A{row}" for row in range(1, number + 1)][:999]
    if number <= 1000:
        assert len(told_) == number
    else:
        assert (len(told_), told_[-1].code) == (1000, "more")
        assert told_[-1].details == {"more": number - 999}


@pytest.mark.parametrize(
    ("typed", "is_number", "read"),
    [
        ("85,3", False, "85.3"),
        ("85,3 %", False, "85.3"),
        ("3.456.789", False, "3456789"),
        ("1.234,5", False, "1234.5"),
        ("47.125", False, "47.125"),
        ("47.125", True, "47.125"),
        ("", False, ""),
        ("không", False, "không"),
    ],
)
def test_a_number_is_read_as_it_was_typed(typed: str, is_number: bool, read: str) -> None:
    row = Line(2, {0: typed}, frozenset({0} if is_number else ()))
    assert Table({"points": 0}, [row]).number(row, "points") == read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("1.2.2026", date(2026, 2, 1)),
        ("2026-02-01", date(2026, 2, 1)),
        ("31/02/2026", None),
        ("1/2/26", None),
        ("hôm qua", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert filled_tables.day(text) == day


def test_a_text_too_long_for_a_name_is_not_compared() -> None:
    assert filled_tables.plain("\ufdfa" * 1_000_000) == "\ufdfa" * 1_000_000


def test_a_name_that_means_two_things_means_none_but_a_first_name_always_counts() -> None:
    things = [
        (1, ("so-a", "Sở A", "Department")),
        (2, ("so-b", "Sở B", "Department", "so-a")),
        (3, ("so-c", "")),
    ]
    assert by_name(things) == {"so-a": 1, "sở a": 1, "so-b": 2, "sở b": 2, "so-c": 3}


@given(st.text("aĂâ Đêộ ơƯ1ａ\n", max_size=12), st.sampled_from(["NFC", "NFD"]))
def test_names_are_compared_without_case_width_and_blanks(
    name: str, form: Literal["NFC", "NFD"]
) -> None:
    written = unicodedata.normalize(form, f" {name.upper()}\n")
    assert filled_tables.plain(written) == filled_tables.plain(name)


def test_a_thing_is_found_by_what_is_written_before_what_only_resembles_it() -> None:
    things = by_name([(1, ("so-y", "Sở Y")), (2, ("so-i", "Sở I tế")), (3, ("SO-I", "Khác"))])
    assert [things.find(name) for name in ("so-y", "so-i", "SO-I", " Sở  y", "sở y tế")] == [
        *(1, 2, 3),
        *(1, 2),
    ]
    assert things.find("So – I") is None  # may be any of the three
    assert things.find("") is None


def test_a_name_is_found_in_any_spelling() -> None:
    things = by_name([(1, ("hue", "Thừa Thiên - Huế")), (2, ("th", "Thanh Hóa"))])
    assert things.find("THỪA THIÊN HUẾ") == things.find("Thừa Thiên–Huế") == 1
    assert things.find("Thanh Hoá") == 2
