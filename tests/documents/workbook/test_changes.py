"""Texts in a filled workbook pass the same rule at their cell as when they are saved."""

from __future__ import annotations

import copy
import unicodedata
from typing import Literal

import pytest
from pydantic import ValidationError

from chalicelib.api.assessment.sheet_bodies import SaveSheet
from chalicelib.domain.assessment.changes import DIFFICULTIES, Change
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.round import parse_round
from tests import small_round
from tests.documents.books import AT, fill, made, outcome, place, saved

EMPTY = made(saved())
UNREADABLE = (
    "a\u202eb",
    "Sở\u200b Nội vụ",
    "NguyÔn V¨n An",
    "Sở N\ufffdi vụ",
    "Uá»· ban nhÃ¢n dÃ¢n",
    "a\u2060b",
    "a\ufe0fb",
    "\U000e0041a",
)
READABLE = (
    "Đã ban hành 12/14 văn bản (85,7%).",
    "Hai dòng:\n- một\n- hai\t✔️",
    "Ho\u0300a Bi\u0300nh",
    "x" * 3999,
)


@pytest.mark.parametrize("text", [*UNREADABLE, *READABLE])
@pytest.mark.parametrize("code", ["1.2", DIFFICULTIES])
def test_an_explanation_is_told_at_its_cell_just_when_a_save_would_refuse_it(
    code: str, text: str
) -> None:
    cell = place(EMPTY, code, AT.explanation)
    found = outcome(fill(EMPTY, {cell: text}))
    entry = {"leaf": code, "explanation": text, "version": 0}
    try:
        (read,) = SaveSheet.model_validate({"save_id": "save-0001", "entries": [entry]}).entries
    except ValidationError:
        assert text in UNREADABLE
        assert [(each.cell, each.problem.at) for each in found.problems] == [(cell, code)]
        assert found.problems[0].problem.vi.startswith("Ô ")
        assert not found.changed
    else:
        assert text in READABLE and not found.problems
        assert [each.change.explanation for each in found.changed] == [read.explanation]


def test_an_explanation_that_another_program_decomposes_is_no_change() -> None:
    sheet = saved(Change("1.2", 0, {"count": 3}, "Hoà Bình"))
    content = made(sheet)
    cell = place(content, "1.2", AT.explanation)
    found = outcome(fill(content, {cell: unicodedata.normalize("NFD", "Hoà Bình")}))
    assert not found.problems and not found.changed


def titled(title: str) -> Index:
    """The index of the small round whose first level has this title."""
    document = copy.deepcopy(small_round.document())
    leaf = document["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]
    leaf["rule"]["levels"][0]["title"]["vi"] = title
    return parse_round(document).index("departments")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_level_is_known_however_its_marks_are_written(form: Literal["NFC", "NFD"]) -> None:
    index = titled("Đúng hạn, đủ hồ sơ")
    content = made(Sheet(), index=index)
    cell = place(content, "1.1.1", AT.first_input)
    filled = fill(content, {cell: unicodedata.normalize(form, "Đúng hạn, đủ hồ sơ")})
    found = outcome(filled, index=index)
    assert [each.change.value for each in found.changed] == [{"level": "dung-han"}]


@pytest.mark.parametrize("text", [*UNREADABLE, "dung-han\u200b"])
def test_what_nobody_can_see_in_a_level_is_said(text: str) -> None:
    cell = place(EMPTY, "1.1.1", AT.first_input)
    (problem,) = outcome(fill(EMPTY, {cell: text})).problems
    assert (problem.cell, problem.problem.at) == (cell, "1.1.1")
    assert problem.problem.vi.startswith("Ô ") and "không có mức này" not in problem.problem.vi
