"""Rulings as a table: known by the names that people use, every problem at its cell."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.filled_tables import Line
from chalicelib.domain.rounds import ruling_files, rulings
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.ruling_files import ListedRuling
from tests.small_round import document, parsed, units

LEVELS = {
    "type": "levels",
    "levels": [
        {"id": "yes", "title": {"vi": "Đúng hạn, đủ", "en": "In time"}, "points": "1"},
        {"id": "no", "title": {"vi": "Không", "en": "Not"}, "points": "0"},
    ],
}
FORMULA = {"type": "formula", "variables": ["a", "b"], "branches": [{"points": "max*a/b"}]}
HEADER = ["Loại", "Đơn vị", "Mã tiêu chí", "Giá trị", "Lý do", "Công khai"]


def read(*rows: list[str], header: list[str] = HEADER) -> ListedRuling:
    lines = [
        Line(number, dict(enumerate(row))) for number, row in enumerate([header, *rows], start=1)
    ]
    return ruling_files.read(lines, parsed(), units(), "bang")


def test_kind_and_unit_are_known_by_name_or_id_and_a_figure_by_its_rule() -> None:
    found = read(
        ["Số liệu bên ngoài", "Sở A", "3.2", "85,3", "SIPAS", "Có"],
        ["exclusion", "quan-c", "", "", "gian dối"],
        ["Không áp dụng", "sở b", "2.1.2", "", "không có việc"],
    )
    assert [
        (each.kind, each.unit, each.leaf, each.value, each.public) for each in found.rulings
    ] == [
        ("external", "so-a", "3.2", {"percent": "85.3"}, True),
        ("exclusion", "quan-c", "", None, False),
        ("not_applicable", "so-b", "2.1.2", None, False),
    ]
    assert found.problems == rulings.check(found.rulings, parsed(), units()) == []


def test_points_of_one_unit_add_up_in_a_table_and_the_same_table_asks_for_the_same_rulings() -> (
    None
):
    rows = (
        ["Điểm thưởng, phạt", "so-a", "", "1", "khen"],
        ["Điểm thưởng, phạt", "so-a", "", "-0,5", "chậm"],
    )
    found = read(*rows)
    assert [each.points for each in found.rulings] == ["1", "-0.5"]
    assert len({each.key for each in found.rulings}) == 2 and read(*rows).rulings == found.rulings


@pytest.mark.parametrize(
    ("rule", "cell", "value"),
    [
        (LEVELS, "Đúng hạn, đủ", {"level": "yes"}),
        (LEVELS, "no", {"level": "no"}),
        (LEVELS, "chưa rõ", {"level": "chưa rõ"}),
        ({"type": "ratio"}, "47 / 50", {"numerator": "47", "denominator": "50"}),
        (
            {"type": "ratio"},
            "numerator=4,5 denominator=5",
            {"numerator": "4.5", "denominator": "5"},
        ),
        ({"type": "count", "each": "0.5"}, "3", {"count": "3"}),
        ({"type": "deduction", "step": "0.25"}, "2", {"breaches": "2"}),
        ({"type": "direct", "step": "0.25"}, "0,75", {"points": "0.75"}),
        (FORMULA, "a=8; b=10,5", {"a": "8", "b": "10.5"}),
    ],
)
def test_an_external_figure_is_read_by_the_rule_of_its_criterion(
    rule: dict[str, Any], cell: str, value: dict[str, str]
) -> None:
    found, problems = figure(rule, cell)
    assert [each.value for each in found.rulings] == [value]
    assert [each.at for each in problems] == (["D2"] if cell == "chưa rõ" else [])


def test_a_figure_of_which_a_part_is_missing_is_told_at_its_cell() -> None:
    assert {each.at for each in figure(FORMULA, "a=8")[1]} == {"D2"}


@pytest.mark.parametrize(
    ("rule", "cell", "told"),
    [
        ({"type": "ratio"}, "950/1.000", "1.000"),
        ({"type": "ratio"}, "numerator=1,250 denominator=2000", "1,250"),
        ({"type": "count", "each": "0.5"}, "3.000", "3.000"),
        ({"type": "percent"}, "85.300", "85.300"),
        ({"type": "percent"}, "-47.000", "-47.000"),
        (FORMULA, "a=1.000; b=8", "1.000"),
    ],
)
def test_a_figure_that_may_be_two_numbers_is_refused_at_its_cell_and_never_guessed(
    rule: dict[str, Any], cell: str, told: str
) -> None:
    found, _ = figure(rule, cell)
    assert [(each.at, each.code) for each in found.problems] == [("D2", "two_readings")]
    assert f"“{told}”" in found.problems[0].vi


@pytest.mark.parametrize("cell", ["950 / 1 000", "1.234.567/2.345.678", "0,125/1", "1.234,5/2000"])
def test_a_figure_that_can_mean_one_number_only_is_taken_as_it_is(cell: str) -> None:
    found, problems = figure({"type": "ratio"}, cell)
    assert found.problems == problems == []


def test_a_cell_that_holds_a_number_has_one_reading() -> None:
    row = dict(enumerate(["external", "so-a", "3.2", "47.125"]))
    lines = [Line(1, dict(enumerate(HEADER))), Line(2, row, frozenset({3}))]
    found = ruling_files.read(lines, parsed(), units(), "bang")
    assert (found.problems, found.rulings[0].value) == ([], {"percent": "47.125"})


def test_an_unusual_figure_is_pointed_at_and_prevents_nothing() -> None:
    made, round_ = figure({"type": "ratio"}, "950/100"), document()
    round_["indexes"][0]["areas"][2]["criteria"][1]["rule"] = {"type": "ratio"}
    doubts = made[0].doubts(parse_round(round_), units())
    assert [(each.at, each.code) for each in doubts] == [("D2", "doubtful")] and made[1] == []
    wrong = figure({"type": "ratio"}, "950/0")[0]
    assert wrong.doubts(parse_round(round_), units()) == []


def figure(rule: dict[str, Any], cell: str) -> tuple[ListedRuling, list[Problem]]:
    """A table with one figure of 3.2, which has this rule, and what is wrong with it."""
    made = document()
    made["indexes"][0]["areas"][2]["criteria"][1]["rule"] = rule
    round_ = parse_round(made)
    row = ["external", "so-a", "3.2", cell, "Báo cáo 12"]
    lines = [Line(1, dict(enumerate(HEADER))), Line(2, dict(enumerate(row)))]
    found = ruling_files.read(lines, round_, units(), "bang")
    return found, found.at_cells(rulings.check(found.rulings, round_, units()))


def test_the_document_that_a_ruling_rests_on_may_be_in_the_table() -> None:
    header = [*HEADER, "Văn bản", "Ngày văn bản"]
    row = ["exclusion", "so-a", "", "", "gian dối", "", "12/QĐ-UBND"]
    found = read([*row, "2/11/2026"], [*row[:1], "so-b", *row[2:], "31/02/2026"], header=header)
    named = [(each.document, each.dated) for each in found.rulings]
    assert named == [("12/QĐ-UBND", "2026-11-02"), ("12/QĐ-UBND", "31/02/2026")]
    told = found.at_cells(rulings.check(found.rulings, parsed(), units()))
    assert [(each.at, each.code) for each in told] == [("H3", "no_day")]


def test_what_is_wrong_with_a_ruling_is_named_at_its_cell() -> None:
    found = read(["Hủy", "so-a"], ["exclusion", "so-z"], ["adjustment", "so-a", "", "hai", "x"])
    assert [(each.at, each.code) for each in found.problems] == [("A2", "unknown_kind")]
    told = found.at_cells(rulings.check(found.rulings, parsed(), units()))
    assert {(each.at, each.code) for each in told} == {
        ("B3", "unknown_unit"),
        ("E3", "reason_missing"),
        ("D4", "bad_number"),
    }


@pytest.mark.parametrize(("header", "lacking"), [(["Loại"], 1), (["Lý do"], 2), ([], 2)])
def test_a_table_without_kind_or_unit_says_so_and_has_no_rulings(
    header: list[str], lacking: int
) -> None:
    found = read(["exclusion", "so-a"], header=header)
    assert [each.code for each in found.problems] == [
        "missing_column"
    ] * lacking and found.rulings == []
