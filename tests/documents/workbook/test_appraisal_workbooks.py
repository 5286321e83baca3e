"""A workbook of appraisals gives back exactly what was filled in, or says at a cell why not."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from chalicelib.documents.workbook import appraisal_layout, appraisal_reading, appraisal_writing
from chalicelib.documents.workbook.appraisal_layout import CODE, FIRST, OWN, SHEET, AppraisalCase
from chalicelib.documents.workbook.layout import ABOUT
from chalicelib.domain.assessment.changes import KEEP
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import Invalid
from tests.documents import appraisal_books as books
from tests.documents import mutations
from tests.documents.appraisal_books import AT, give, outcome, place
from tests.small_round import VALUES, parsed, units

ROUND, UNITS = parsed(), units()
LEAVES = {
    unit.id: {
        code: leaf
        for code, leaf in ROUND.index(unit.index).leaves.items()
        if leaf.method in APPRAISED
    }
    for unit in UNITS.values()
}
PLACES = [(unit, code) for unit, leaves in LEAVES.items() for code in leaves]


def made(first: Entry | None = None, **entries: Entry) -> bytes:
    """A workbook of every criterion of every unit; what so-a has now is by the code with _."""
    cases = [
        AppraisalCase(
            UNITS[unit],
            LEAVES[unit][code],
            Entry(VALUES[code]) if unit == "so-a" and code in VALUES else Entry(),
            first,
            entries.get("c" + code.replace(".", "_"), Entry()) if unit == "so-a" else Entry(),
        )
        for unit, code in PLACES
    ]
    return appraisal_writing.xlsx(ROUND, 2 if first else 1, cases)


EMPTY = made()


def figures(code: str) -> st.SearchStrategy[dict[str, str]]:
    whole = st.integers(0, 1).map(str)
    return {
        "1.1.1": st.sampled_from([{"level": each} for each in ("dung-han", "cham", "khong")]),
        "1.1.2": st.integers(0, 9).map(lambda of: {"numerator": str(of), "denominator": "9"}),
        "1.2": st.integers(0, 9).map(lambda of: {"count": str(of)}),
        "2.1.1": whole.map(lambda of: {"breaches": of}),
        "2.1.3": st.integers(0, 8).map(lambda of: {"a": str(of), "b": "8"}),
        "2.1.2": st.sampled_from(["0", "0.25", "1.5", "2.5"]).map(lambda of: {"points": of}),
        "2.2": st.sampled_from(["0", "0.5", "1.5"]).map(lambda of: {"points": of}),
    }.get(code, st.nothing())


KNOWN = [(unit, code) for unit, code in PLACES if unit != "quan-c"]
FILLED = st.dictionaries(st.sampled_from(KNOWN), st.text("aăâ ,.;\n=+1", max_size=12)).flatmap(
    lambda reasons: st.fixed_dictionaries(
        {
            (unit, code): st.tuples(figures(code), st.just(text))
            for (unit, code), text in reasons.items()
        }
    )
)


@settings(max_examples=15, deadline=None)
@given(FILLED)
def test_what_is_filled_in_comes_back_as_it_was_and_nothing_else(
    filled: dict[tuple[str, str], tuple[dict[str, str], str]],
) -> None:
    found = outcome(give(EMPTY, filled))
    assert found.problems == []
    read = {(each.unit.id, each.leaf.code): each.changed.change for each in found.changed}
    assert read.keys() == filled.keys()
    for at, (value, reason) in filled.items():
        assert read[at].value == value
        assert (read[at].explanation if read[at].explanation is not KEEP else "") == reason.strip()


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    now = Entry({"level": "cham"}, "chậm một ngày", 3)
    assert outcome(made(c1_1_1=now)).changed == []


def test_a_row_shows_what_the_unit_sent_and_what_the_first_pass_gave() -> None:
    page = load_workbook(io.BytesIO(made(Entry({"level": "khong"}, "không có"))))[SHEET]
    row = next(page.iter_rows(min_row=5, max_row=5, values_only=True))
    assert row[OWN - 1 : FIRST + 1] == ("cham", 0.5, "khong", "không có")
    assert page.column_dimensions["A"].hidden is False
    assert page.protection.sheet is True


def test_a_value_that_is_taken_away_is_a_change_to_none() -> None:
    now = Entry({"level": "cham"}, "chậm", 3)
    (found,) = outcome(give(made(c1_1_1=now), {("so-a", "1.1.1"): (None, "chậm")})).changed
    assert (found.changed.change.value, found.changed.change.version) == (None, 3)


@pytest.mark.parametrize(
    ("leaf", "value", "said"),
    [
        ("2.1.2", 9, "so-a 2.1.2: "),
        ("1.2", "ba", "cần một số"),
        ("1.1.1", "rất tốt", "không có mức này"),
        ("1.2", "=1+1", "công thức"),
    ],
)
def test_a_wrong_value_is_told_at_its_cell(leaf: str, value: Any, said: str) -> None:
    cell = place(EMPTY, "so-a", leaf)
    found = outcome(books.fill(EMPTY, {cell: value}))
    assert [problem.at for problem in found.problems] == [cell]
    assert said in found.problems[0].vi and not found.changed


def test_unknown_units_and_criteria_and_rows_twice_are_told_at_their_cells() -> None:
    code, unit = place(EMPTY, "so-a", "1.2", CODE), place(EMPTY, "so-b", "1.1.1", 1)
    twice = place(EMPTY, "so-a", "2.1.2", CODE)
    found = outcome(books.fill(EMPTY, {code: "9.9", unit: "so-z", twice: "2.1.1"}))
    assert [(problem.at, problem.code) for problem in found.problems] == [
        (code, "unknown_leaf"),
        (twice, "repeated"),
        (unit, "unknown_unit"),
    ]


def test_a_figure_in_a_row_without_unit_and_code_is_not_overlooked() -> None:
    row = 5 + len(PLACES)
    found = outcome(books.fill(EMPTY, {f"K{row}": 3}))
    assert [(each.at, each.code) for each in found.problems] == [(f"A{row}", "unknown_unit")]
    assert appraisal_layout.AppraisalColumns(1).first_input == 11


def test_a_row_whose_hidden_part_was_changed_asks_for_a_new_workbook() -> None:
    cell = place(EMPTY, "so-a", "1.2", AT.original)
    (problem,) = outcome(books.fill(EMPTY, {cell: "{"})).problems
    assert problem.at == cell and "tải mẫu mới" in problem.vi


def test_a_workbook_of_another_kind_is_refused() -> None:
    with pytest.raises(Invalid):
        appraisal_reading.read(books.fill(EMPTY, {"A1": "par-index-1"}, ABOUT))


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_ends_in_a_clear_message(seed: int) -> None:
    chance = Random(seed)
    damaged = chance.choice(mutations.BY_KIND["xlsx"])(EMPTY, EMPTY, chance)
    try:
        found = [(problem.at, problem.vi, problem.en) for problem in outcome(damaged).problems]
    except Invalid as refused:
        found = [(problem.at, problem.vi, problem.en) for problem in refused.errors]
    assert all(all(told) for told in found)
