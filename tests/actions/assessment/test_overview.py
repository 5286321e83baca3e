"""The overview of a round: every unit as it is now, with its own deadline, without its words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.assessment import overview
from chalicelib.actions.assessment.overview import UnitSheet
from chalicelib.actions.rounds import current, loading, scheduling
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story, small_round
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, OPS

SOON = NOW + timedelta(seconds=1)


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def rows() -> dict[str, UnitSheet]:
    return {row.unit.id: row for row in overview.of_units(ROUND, SOON)}


def test_a_round_that_nobody_has_worked_in_yet_shows_all_its_units_with_empty_sheets() -> None:
    document = {**small_round.document(), "id": "moi-2026"}
    loading.load("moi-2026", document, small_round.unit_rows(), OPS, NOW)
    assert [(row.unit.id, row.sheet) for row in overview.of_units("moi-2026", NOW)] == [
        ("so-a", Sheet()),
        ("so-b", Sheet()),
        ("quan-c", Sheet()),
    ]


def test_units_come_in_the_order_of_the_round_with_how_far_each_is() -> None:
    scoring_story.assess("so-b")
    assert list(rows()) == ["so-a", "so-b", "quan-c"]
    assert [row.sheet.version for row in rows().values()] == [0, 1, 0]
    assert [(row.done, row.leaves) for row in rows().values()] == [
        (0, len(VALUES)),
        (len(VALUES), len(VALUES)),
        (0, 1),
    ]


def test_values_and_receipt_show_and_no_words_of_the_unit(aws: Aws) -> None:
    receipt = story.send(aws)
    row = rows()["so-a"]
    assert (row.sheet.submission, row.sheet.entry("1.2").value) == (receipt, {"count": 3})
    assert story.sheet().entry("1.2").explanation
    assert {entry.explanation for entry in row.sheet.entries.values()} == {""}


def test_a_leaf_that_does_not_apply_counts_for_that_unit_neither_as_filled_nor_as_open() -> None:
    scoring_story.assess("so-a")
    scoring_story.rule(Ruling("not_applicable", "so-a", leaf="1.2", reason="không có"))
    row = rows()["so-a"]
    assert (row.done, row.leaves) == (len(VALUES) - 1, len(VALUES) - 1)
    assert rows()["so-b"].leaves == len(VALUES)


def test_a_deadline_changed_in_another_process_shows_at_once_for_that_unit_alone() -> None:
    rows()
    copies = dict(current._copies)
    until = LATER + timedelta(hours=1)
    scheduling.open_for_unit(ROUND, "so-a", "self_assessment", until, "gia hạn", OPS, NOW)
    current._copies.update(copies)  # this process has read the round before
    assert {unit: row.timetable.locks_at("self_assessment") for unit, row in rows().items()} == {
        "so-a": until,
        "so-b": LATER,
        "quan-c": LATER,
    }


def test_there_is_no_overview_of_a_round_that_was_never_loaded() -> None:
    with pytest.raises(NotFound):
        overview.of_units("khong-co", NOW)
