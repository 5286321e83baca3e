"""A filled workbook is read as its screen shows it; what might surprise is asked at its cell."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.documents.workbook import layout, reading
from chalicelib.documents.workbook.outcomes import Outcome
from chalicelib.domain.errors import Invalid
from infra.folders import PROJECT
from tests.documents.books import AT, made, outcome, place, saved
from tests.documents.workbook.test_reading import SHEET, changed

CASES = PROJECT / "tests/cases"
FIRST = AT.first_input
EMPTY = made(saved())


def case(name: str) -> Outcome:
    found = outcome((CASES / name).read_bytes())
    assert not found.problems
    return found


def values(found: Outcome) -> dict[str, Any]:
    return {each.change.leaf: each.change.value for each in found.changed}


def filled(cells: dict[str, tuple[Any, str]]) -> bytes:
    """The form with values and number formats in cells."""
    book = load_workbook(io.BytesIO(EMPTY))
    for address, (value, form) in cells.items():
        cell = book[layout.SHEET][address]
        cell.value, cell.number_format = value, form
    book.save(out := io.BytesIO())
    return out.getvalue()


def two(leaf: str, one: tuple[Any, str], other: tuple[Any, str]) -> Outcome:
    cells = {place(EMPTY, leaf, FIRST): one, place(EMPTY, leaf, FIRST + 1): other}
    return outcome(filled(cells))


def test_a_percent_cell_is_taken_as_shown_and_told_at_the_cell() -> None:
    found = case("ratio-percent-cell.xlsx")
    assert values(found) == {"1.1.2": {"numerator": "90", "denominator": "100"}}
    assert [(doubt.cell, doubt.problem.at) for doubt in found.doubts] == [("E8", "1.1.2")]
    assert "90%" in found.doubts[0].problem.vi


def test_fifteen_figures_count() -> None:
    found = case("points-1.25-stored-long.xlsx")
    assert values(found) == {"2.1.2": {"points": "1.25"}} and not found.doubts


def test_a_text_with_one_reading_is_a_number() -> None:
    assert values(case("text-0,125.xlsx")) == {"2.1.3": {"a": "0.125", "b": "1"}}


def test_a_workbook_with_a_password_is_called_locked() -> None:
    with pytest.raises(Invalid) as refused:
        reading.read((CASES / "locked-by-password.xlsx").read_bytes())
    assert [problem.code for problem in refused.value.errors] == ["locked"]


@pytest.mark.parametrize(
    ("cell", "taken", "asked"),
    [
        ((3, "General"), "3", False),
        ((3, "0"), "3", False),
        ((3, "0.00"), "3", False),
        ((3, "#,##0"), "3", False),
        ((3.4, "0"), "3.4", True),
        ((3.456, "0.00"), "3.456", True),
        ((3000, "#,##0,"), "3000", True),
        ((0.03, "0%"), "3", True),
        ((0.0325, "0%"), "3.25", True),
        ((3, '0"%"'), "3", False),
        ((3, ";;;"), "3", True),
        ((3, '[Red]0 "hồ sơ"'), "3", False),
        (("3 %", "@"), "3", True),
        (("3,5", "@"), "3.5", False),
        (("3.456.789", "@"), "3456789", False),
        (("3 456", "@"), "3456", False),
        (("1.234,5", "General"), "1234.5", False),
        ((0.1 + 0.2, "General"), "0.3", False),
        ((2.675 * 100, "General"), "267.5", False),
        ((1e-7, "General"), "0.0000001", False),
    ],
)
def test_what_a_cell_shows_is_taken_and_a_surprise_asked_about(
    cell: tuple[Any, str], taken: str, asked: bool
) -> None:
    found = two("2.1.3", cell, (10_000_000, "General"))
    assert not found.problems
    assert values(found)["2.1.3"] == {"a": taken, "b": "10000000"}
    assert [doubt.cell for doubt in found.doubts] == [place(EMPTY, "2.1.3", FIRST)] * asked


@pytest.mark.parametrize("text", ["47.000", "1,234", "-47.000", "1.2.3", "ba", "12 34", "1e3"])
def test_a_text_that_may_be_two_numbers_or_none_is_refused_at_its_cell(text: str) -> None:
    found = two("2.1.3", (text, "@"), (1, "0"))
    assert place(EMPTY, "2.1.3", FIRST) in {problem.cell for problem in found.problems}


def test_the_result_of_a_formula_is_taken_and_one_without_is_refused() -> None:
    cell = place(EMPTY, "1.2", FIRST)
    content = filled({cell: ("=1+1", "General")})
    assert [problem.cell for problem in outcome(content).problems] == [cell]
    computed = changed(
        content, SHEET, lambda part: part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    )  # fmt: skip
    found = outcome(computed)
    assert values(found) == {"1.2": {"count": "2"}} and not found.problems
    assert [doubt.cell for doubt in found.doubts] == [cell]


def test_hidden_rows_and_merged_cells_are_asked_about_where_something_changed() -> None:
    book = load_workbook(io.BytesIO(EMPTY))
    sheet = book[layout.SHEET]
    one, other = place(EMPTY, "1.2", FIRST), place(EMPTY, "2.1.1", FIRST)
    sheet[one], sheet[other] = 2, 1
    sheet.row_dimensions[int(one[1:])].hidden = True
    sheet.row_dimensions[int(place(EMPTY, "1.1.1", 1)[1:])].hidden = True
    sheet.merge_cells(f"{other}:F{other[1:]}")
    book.save(out := io.BytesIO())
    found = outcome(out.getvalue())
    assert set(values(found)) == {"1.2", "2.1.1"}
    assert [doubt.cell for doubt in found.doubts] == [f"A{one[1:]}", other]


def test_a_workbook_that_nobody_touched_asks_nothing() -> None:
    assert not outcome(EMPTY).doubts
