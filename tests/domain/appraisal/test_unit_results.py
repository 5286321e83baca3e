from __future__ import annotations

from fractions import Fraction
from typing import Any

from chalicelib.domain.appraisal import unit_results
from chalicelib.domain.appraisal.unit_results import ResultLine
from chalicelib.domain.assessment.sheets import Entry
from tests.small_round import VALUES, departments

OWN = {code: Entry(value, "vì thế") for code, value in VALUES.items()}
FIRST = {**OWN, "1.2": Entry({"count": 1}, "thiếu hai"), "2.2": Entry({"points": "1"})}


def lines(
    first: Any = FIRST, final: Any = None, skipped: frozenset[str] = frozenset()
) -> dict[tuple[str, str], ResultLine]:
    found = unit_results.lines(departments(), OWN, first, final, skipped)
    return {(line.kind, line.code): line for line in found}


def points(line: ResultLine) -> list[Fraction | None]:
    return [line.points[name] for name in unit_results.COLUMNS]


def test_the_lines_follow_the_tree_and_leave_out_what_the_council_does_not_appraise() -> None:
    assert [code for _, code in lines()] == [
        *("1", "1.1", "1.1.1", "1.1.2", "1.2"),
        *("2", "2.1", "2.1.1", "2.1.2", "2.1.3", "2.2"),
        "",
    ]


def test_each_column_is_added_up_exactly_by_criterion_area_and_in_all() -> None:
    found = lines()
    assert points(found["leaf", "1.2"]) == [Fraction("1.5"), Fraction("0.5"), None]
    assert points(found["criterion", "1.1"]) == [Fraction("2.3"), Fraction("2.3"), None]
    assert points(found["area", "1"]) == [Fraction("3.8"), Fraction("2.8"), None]
    assert points(found["total", ""]) == [Fraction("6.05"), Fraction("6.05"), None]
    assert found["total", ""].maximum == Fraction("10.5")


def test_thirds_are_added_up_before_anything_is_rounded() -> None:
    value = {"a": "1", "b": "3"}
    found = lines(first={"2.1.3": Entry(value)})
    assert found["total", ""].points["first"] == Fraction(1, 3)


def test_in_the_final_result_the_latest_value_counts_and_says_of_which_pass_it_is() -> None:
    final = {code: (1, entry) for code, entry in FIRST.items()}
    final["1.2"] = (2, Entry({"count": 3}, "đã bổ sung"))
    found = lines(final=final)
    assert [found["leaf", code].counted for code in ("1.1.1", "1.2")] == [1, 2]
    assert points(found["leaf", "1.2"]) == [Fraction("1.5"), Fraction("0.5"), Fraction("1.5")]
    assert points(found["total", ""])[1:] == [Fraction("6.05"), Fraction("7.05")]


def test_what_does_not_apply_counts_neither_in_points_nor_in_the_maximum() -> None:
    found = lines(skipped=frozenset({"1.2"}))
    assert not found["leaf", "1.2"].applies
    assert points(found["leaf", "1.2"]) == [None, None, None]
    assert (found["area", "1"].maximum, found["area", "1"].points["first"]) == (
        Fraction(3),
        Fraction("2.3"),
    )


def test_a_pass_that_the_unit_does_not_see_has_no_sums_and_an_empty_one_has_zero() -> None:
    assert points(lines(first=None)["total", ""])[1:] == [None, None]
    assert points(lines(first={}, final={})["total", ""])[1:] == [0, 0]


def test_a_criterion_that_the_council_alone_scores_has_nothing_of_the_unit() -> None:
    found = unit_results.lines(departments(), {"2.2": Entry({"points": "1"})}, {}, None, ())
    assert [line.points["own"] for line in found if line.code == "2.2"] == [None]
