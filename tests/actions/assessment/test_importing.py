"""Importing: a workbook is compared with the sheet of today; only an ordinary save keeps it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from chalicelib.actions.assessment import importing
from chalicelib.actions.assessment.importing import WorkbookPreview
from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import sheets
from tests import scoring_story
from tests import sheet_story as story
from tests.documents import books
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY
from tests.survey_story import LATER


@pytest.fixture(autouse=True)
@told_once
def _saved(aws: Aws) -> None:
    story.load()
    story.save("1.2", "save-0001", version=0, value={"count": 3})


def filled(values: dict[str, Any], column: int = books.AT.first_input) -> bytes:
    """The unit's workbook, with these first inputs by leaf."""
    content = importing.workbook(story.place())
    return books.fill(
        content, {books.place(content, leaf, column): value for leaf, value in values.items()}
    )


def preview(content: bytes, unit: str = "so-a") -> WorkbookPreview:
    at = story.place(unit=unit)
    return importing.preview(at, base64.b64encode(content).decode())


def test_a_preview_saves_nothing_and_needs_no_open_window() -> None:
    content = filled({"1.2": 1, "2.1.1": 1})
    before, saves = story.sheet(), sheets.list_saves(KEY)
    told = importing.preview(story.place(LATER), base64.b64encode(content).decode())
    assert [change.leaf for change in told.changes] == ["1.2", "2.1.1"]
    assert (story.sheet(), sheets.list_saves(KEY)) == (before, saves)


def test_an_untouched_workbook_and_one_that_was_saved_already_change_nothing() -> None:
    content = filled({"2.1.1": 1})
    assert preview(filled({})).changes == []
    assert [change.leaf for change in preview(content).changes] == ["2.1.1"]
    story.save("2.1.1", version=0, value={"breaches": 1})
    assert preview(content).changes == []


def test_the_points_are_those_of_the_sheet_with_the_workbook_in_it() -> None:
    story.save("2.1.1", version=0, value={"breaches": 4})
    column = books.AT.explanation
    told = preview(filled({"2.1.1": "vì thế", "2.2": "bản giấy"}, column))
    assert {change.leaf: change.points for change in told.changes} == {"2.1.1": "0.00", "2.2": None}
    assert [change.points for change in preview(filled({"1.2": 1})).changes] == ["0.50"]


def test_only_the_part_that_somebody_else_changed_since_is_marked() -> None:
    content = filled({"1.2": 1, "2.1.1": 1})
    story.save("1.2", value={"count": 2})
    told = {
        change.leaf: [(part.name, part.now, part.clash) for part in change.parts]
        for change in preview(content).changes
    }
    assert told == {"1.2": [("value", {"count": 2}, True)], "2.1.1": [("value", None, False)]}


def test_a_leaf_that_was_ruled_out_since_takes_nothing_from_the_workbook() -> None:
    content = filled({"1.2": 1, "2.1.1": 1})
    scoring_story.rule(Ruling("not_applicable", "so-a", leaf="2.1.1", reason="không có"))
    told = preview(content)
    assert [change.leaf for change in told.changes] == ["1.2"]
    assert [error.problem.at for error in told.errors] == ["2.1.1"]


@pytest.mark.parametrize("unit", ["so-b", "quan-c"])
def test_a_workbook_of_another_unit_is_refused(unit: str) -> None:
    with pytest.raises(Invalid) as refused:
        preview(filled({"1.2": 1}), unit)
    assert [problem.code for problem in refused.value.errors] == ["another_workbook"]
