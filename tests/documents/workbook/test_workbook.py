"""The workbook: what goes out comes back unchanged, what people fill in comes back exact, no text
is a formula.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chalicelib.documents.workbook import layout
from chalicelib.documents.workbook.cells import put
from chalicelib.domain.assessment.changes import DIFFICULTIES, KEEP, Change
from chalicelib.domain.assessment.sheets import Sheet
from tests.documents import books
from tests.documents.books import AT, fill, full, made, opened, outcome, place, saved
from tests.small_round import VALUES

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://example.test")',
    "_x003D_1",
)


def changes(content: bytes, skipped: frozenset[str] = frozenset()) -> dict[str, Change]:
    found = outcome(content, skipped)
    assert not found.problems
    return {each.change.leaf: each.change for each in found.changed}


def problems(content: bytes) -> list[tuple[str, str]]:
    return [(problem.cell, problem.problem.at) for problem in outcome(content).problems]


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    for sheet in (
        Sheet(),
        full(),
        saved(Change("1.2", 0, {"count": 3}, " hai\r\ndòng ", estimated=True)),
    ):
        assert changes(made(sheet)) == {}


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=25)
def test_no_text_whatever_comes_back_as_a_change(one: str, other: str) -> None:
    texts = [
        text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore") for text in (one, other)
    ]
    sheet = saved(
        Change("1.2", 0, explanation=texts[0]), Change(DIFFICULTIES, 0, explanation=texts[1])
    )
    assert changes(made(sheet)) == {}


@given(st.decimals(0, 1000, places=18), st.decimals("0.01", 1000, places=2))
@settings(max_examples=25)
def test_no_number_whatever_loses_a_digit(numerator: Any, denominator: Any) -> None:
    value = {"numerator": format(numerator, "f"), "denominator": format(denominator, "f")}
    assert changes(made(saved(Change("1.1.2", 0, value)))) == {}


def test_what_people_fill_in_comes_back_as_changes_with_the_version_they_saw() -> None:
    content = made(saved(Change("1.2", 0, {"count": 3})))
    first = AT.first_input
    filled = fill(
        content,
        {
            place(content, "1.1.1", first): "cham",
            place(content, "1.1.2", first): 36,
            place(content, "1.1.2", first + 1): 40,
            place(content, "1.2", first): 2,
            place(content, "2.1.2", first): "1,25",
            place(content, "2.1.3", first): 0.1,
            place(content, "2.1.3", first + 1): 4,
            place(content, "2.1.3", AT.estimated): "X",
            place(content, "2.2", AT.explanation): "bản giấy",
            place(content, DIFFICULTIES, AT.explanation): "Thiếu người",
        },
    )
    found = changes(filled)
    assert {leaf: change.value for leaf, change in found.items()} == {
        "1.1.1": {"level": "cham"},
        "1.1.2": {"numerator": "36", "denominator": "40"},
        "1.2": {"count": "2"},
        "2.1.2": {"points": "1.25"},
        "2.1.3": {"a": "0.1", "b": "4"},
        "2.2": KEEP,
        DIFFICULTIES: KEEP,
    }
    assert (found["1.2"].version, found["2.2"].explanation, found["2.1.3"].estimated) == (
        1,
        "bản giấy",
        True,
    )
    sheet = saved(*found.values(), to=saved(Change("1.2", 0, {"count": 3})))
    assert sheet.entry("1.2").value == {"count": "2"}


def test_an_emptied_cell_clears_the_value() -> None:
    content = made(full())
    assert (
        changes(fill(content, {place(content, "1.2", AT.first_input): None}))["1.2"].value is None
    )


def test_every_error_is_named_by_its_cell() -> None:
    content, first = made(full()), AT.first_input
    wrong = {
        ("1.1.1", first): "sớm",
        ("1.1.2", first + 1): 0,
        ("1.2", first): "=1+1",
        ("2.1.1", first): -1,
        ("2.1.2", first): 2.75,
        ("2.1.3", first): "47.000",
        ("2.1.3", AT.estimated): "không",
        ("2.2", first): 1,
        ("3.1", first): 1,
        ("2.2", AT.explanation): "x" * 4001,
    }
    filled = fill(content, {place(content, *at): value for at, value in wrong.items()})
    assert set(problems(filled)) == {(place(content, *at), at[0]) for at in wrong}


def test_what_is_strange_is_asked_about_at_its_cell_and_is_no_error() -> None:
    content, first = made(full()), AT.first_input
    found = outcome(
        fill(content, {place(content, "1.1.2", first): 41, place(content, "2.1.3", first): 5})
    )
    assert not found.problems
    assert [(doubt.cell, doubt.problem.vi) for doubt in found.doubts] == [
        (place(content, "1.1.2", first), "Tử số: lớn hơn mẫu số; xin kiểm tra lại"),
        (place(content, "2.1.3", first), "Số đã xử lý: lớn hơn “Số phải xử lý”; xin kiểm tra lại"),
    ]


def test_each_input_is_named_in_words() -> None:
    content = made(Sheet())
    page = opened(content)[layout.SHEET]
    assert page[place(content, "1.1.2", 4)].value == "1: Tử số; 2: Mẫu số"
    assert page[place(content, "2.1.3", 4)].value == "1: Số đã xử lý; 2: Số phải xử lý"


def test_a_half_filled_leaf_is_an_error_at_the_empty_cell() -> None:
    content = made(Sheet())
    filled = fill(content, {place(content, "1.1.2", AT.first_input): 3})
    assert problems(filled) == [(place(content, "1.1.2", AT.first_input + 1), "1.1.2")]


def test_unknown_and_repeated_codes_and_altered_hidden_cells_are_errors() -> None:
    content = made(full())
    cells = {
        place(content, "1.1.1", 1): "9.9",
        place(content, "1.1.2", 1): "1.2",
        place(content, "2.1.1", AT.original): "{",
        place(content, "2.1.2", AT.version): "mới",
    }
    assert {at for _, at in problems(fill(content, cells))} == {"9.9", "1.2", "2.1.1", "2.1.2"}


def test_a_leaf_that_does_not_apply_takes_nothing() -> None:
    content = made(full(), frozenset({"1.2"}))
    assert opened(content)[layout.SHEET][place(content, "1.2", 4)].value == "Không áp dụng"
    filled = fill(content, {place(content, "1.2", AT.first_input): 1})
    assert [problem.problem.at for problem in outcome(filled, frozenset({"1.2"})).problems] == [
        "1.2"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_ever_a_formula(text: str) -> None:
    sheet = saved(
        *(Change(leaf, 0, value, text) for leaf, value in VALUES.items()),
        Change(DIFFICULTIES, 0, explanation=text),
    )
    book = opened(made(sheet))
    formulas = {
        (page.title, cell.coordinate)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    ours = {
        (layout.SHEET, cell.coordinate)
        for row in book[layout.SHEET].iter_rows()
        for cell in row
        if cell.column == AT.points and cell.value is not None and cell.row >= layout.FIRST_ROW
    }
    assert formulas == ours
    cell = book[layout.SHEET][place(made(sheet), "1.2", AT.explanation)]
    assert cell.data_type == "s" and bool(cell.quotePrefix) == text.startswith(
        ("=", "+", "-", "@", "\t", "\r")
    )


@given(
    st.text(st.sampled_from(" \t\n\r\x00\x0b\x1f\x7f\ufeff\ufffe"), max_size=4),
    st.sampled_from(["=1", "+1", "-1", "@A1", "x"]),
)
def test_a_text_stays_a_text_when_its_cell_is_edited_whatever_comes_before(
    before: str, text: str
) -> None:
    page = Workbook().active
    assert isinstance(page, Worksheet)
    cell = put(page, 1, 1, before + text)
    shown = str(cell.value)
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) or not shown.strip().startswith(("=", "+", "-", "@"))


def test_titles_and_names_are_texts_too() -> None:
    from tests.documents.hostile_titles import book

    cells = [
        cell
        for page in book(HOSTILE[0])
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and HOSTILE[0] in cell.value
    ]
    assert len(cells) > 15 and {cell.data_type for cell in cells} == {"s"}


def page() -> Worksheet:
    found = opened(made(full()))[layout.SHEET]
    assert isinstance(found, Worksheet)
    return found


def test_points_are_computed_by_formulas_of_the_rules() -> None:
    content, sheet = made(full()), page()
    written = {leaf: sheet[place(content, leaf, AT.points)].value for leaf in VALUES}
    row = {leaf: place(content, leaf, 1)[1:] for leaf in VALUES}
    assert written["1.2"] == f'=IF(OR(E{row["1.2"]}=""),"",MIN(1.5,0.5*E{row["1.2"]}))'
    assert "VLOOKUP" in written["1.1.1"] and "MAX(0,1-0.25*" in written["2.1.1"]
    a, b = (f"{letter}{row['2.1.3']}" for letter in "EF")
    assert (
        written["2.1.3"] == f'=IF(OR({a}="",{b}=""),"",IFERROR(MIN(1,MAX(0,IF((({a}/{b})>=0.9),1,'
        f'IF(TRUE,((1*{a})/{b}),0)))),""))'
    )


def test_only_cells_to_fill_are_open_and_levels_come_from_a_list() -> None:
    sheet = page()
    assert sheet.protection.sheet
    free = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert free == {*range(AT.first_input, AT.points), AT.estimated, AT.explanation}
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert (
        "'Danh mục'!$A$1:$A$3" in lists
        and books.opened(made(full()))[layout.LISTS].sheet_state == "hidden"
    )


def test_a_row_with_a_long_text_is_as_high_as_the_text_needs() -> None:
    content = made(saved(Change("2.2", 0, explanation="Một dòng dài. " * 40)))
    page = opened(content)[layout.SHEET]
    heights = {
        page.cell(row, 1).value: page.row_dimensions[row].height
        for row in range(1, page.max_row + 1)
    }
    assert heights["1.2"] is None and (heights["2.2"] or 0) > 100
