"""Appraising: a member scores the assigned areas alone, and each pass is a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.errors import Forbidden, Invalid, WindowClosed
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import sheets
from tests import council_story as council
from tests import scoring_story as story
from tests import sheet_story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, to, works_at
from tests.fake_aws import Aws, told_once
from tests.scoring_story import MEMBER
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, open_window

FIRST_AREA = replace(MEMBER, areas=("departments/1",))
TWO = Change("1.2", 0, {"count": 2})
OTHERS = [Change("2.1.1", 0, {"breaches": 1}), Change("2.2", 0, {"points": "1"})]


@pytest.fixture(autouse=True)
@told_once
def _assessed(aws: Aws) -> None:
    story.load()
    story.assess("so-a")


def appraise(
    changes: Sequence[Change], kind: str = "appraisal_first", save_id: str = "save-0001"
) -> Save:
    at = places.place(ROUND, "so-a", kind, NOW)
    return appraising.appraise(at, save_id, changes, FIRST_AREA, NOW)


def test_a_save_with_leaves_of_other_areas_names_each_and_keeps_nothing_of_it() -> None:
    with pytest.raises(Forbidden) as refused:
        appraise([TWO, *OTHERS])
    assert [problem.at for problem in refused.value.errors] == ["2.1.1", "2.2"]
    assert sheets.get(f"{ROUND}/so-a/1").entries == {}
    assert sheets.list_saves(f"{ROUND}/so-a/1") == []


def test_after_such_a_refusal_the_same_id_saves_the_members_own_leaves_on_record() -> None:
    with pytest.raises(Forbidden):
        appraise([TWO, *OTHERS])
    saved = appraise([TWO])
    assert sheets.list_saves(f"{ROUND}/so-a/1") == [saved]
    assert (saved.by, list(saved.changes)) == (MEMBER.email, ["1.2"])


def test_a_leaf_that_is_in_no_area_is_unknown_not_forbidden() -> None:
    with pytest.raises(Invalid) as refused:
        appraise([Change("9.9", 0, {"count": 1})])
    assert [(problem.at, problem.code) for problem in refused.value.errors] == [
        ("9.9", "unknown_leaf")
    ]


def test_neither_pass_changes_the_other_or_what_the_unit_saved() -> None:
    assessed = sheets.get(f"{ROUND}/so-a")
    appraise([TWO])
    open_window("appraisal_final")
    appraise([Change("1.2", 0, {"count": 1})], "appraisal_final")
    assert sheets.get(f"{ROUND}/so-a") == assessed
    passes = appraising.council_sheets(ROUND, "so-a")
    assert {number: sheet.entry("1.2").value for number, sheet in passes.items()} == {
        1: {"count": 2},
        2: {"count": 1},
    }


def test_a_pass_that_is_not_open_takes_nothing() -> None:
    with pytest.raises(WindowClosed):
        appraise([TWO], "appraisal_final")
    assert sheets.get(f"{ROUND}/so-a/2").version == 0


def test_a_leaf_appraised_in_both_passes_counts_once_and_one_with_a_comment_alone_does_not() -> (
    None
):
    appraise([TWO, Change("1.1.1", 0, explanation="chưa rõ")])
    open_window("appraisal_final")
    appraise([TWO, Change("1.1.2", 0, {"numerator": "1", "denominator": "2"})], "appraisal_final")
    found = appraising.overview(ROUND, LATER)
    rows = {row.unit.id: (row.appraised, row.total) for row in found}
    assert rows == {"so-a": (2, 7), "so-b": (0, 7), "quan-c": (0, 1)}


def test_with_assignments_every_leaf_of_others_and_of_the_own_unit_is_refused_by_name() -> None:
    council.enter()
    assign(to(AN, "1", deputy=BINH), own=[works_at(AN, "so-a")])
    for by, code in ((AN, "own_unit"), (CHAIR, "not_assigned")):
        with pytest.raises(Forbidden) as refused:
            council.appraise(by, TWO, *OTHERS)
        assert [(each.at, each.code) for each in refused.value.errors] == [
            ("1.2", code),
            ("2.1.1", code),
            ("2.2", code),
        ]
    assert sheets.get(f"{ROUND}/so-a/1").entries == {}
    council.appraise(BINH, TWO)
    assert sheets.get(f"{ROUND}/so-a/1").entry("1.2").saved_by == BINH.email


def test_after_an_assignment_was_moved_what_was_saved_stays_and_the_new_member_goes_on() -> None:
    council.enter()
    assign(to(AN, "1"))
    council.appraise(AN, TWO)
    assign(to(BINH, "1"), version=1)
    with pytest.raises(Forbidden):
        council.appraise(AN, Change("1.1.1", 0, {"level": "cham"}, "chậm"), save_id="save-0002")
    council.appraise(BINH, Change("1.1.1", 0, {"level": "cham"}, "chậm"))
    council.appraise(BINH, Change("1.2", 1, {"count": 3}, "đủ"), save_id="save-0002")
    first, last = (sheets.get(f"{ROUND}/so-a/1").entry(leaf) for leaf in ("1.1.1", "1.2"))
    assert (first.saved_by, last.saved_by, last.value) == (BINH.email, BINH.email, {"count": 3})
    saves = sheets.list_saves(f"{ROUND}/so-a/1")
    assert sorted(save.by for save in saves) == [AN.email, BINH.email, BINH.email]


def test_a_save_repeated_after_the_assignment_was_moved_keeps_what_it_kept() -> None:
    council.enter()
    assign(to(AN, "1"))
    saved = council.appraise(AN, TWO)
    assign(to(BINH, "1"), version=1)
    with pytest.raises(Forbidden):
        council.appraise(AN, TWO)
    assert sheets.list_saves(f"{ROUND}/so-a/1") == [saved]


def test_the_secretariat_gives_no_value() -> None:
    council.enter()
    with pytest.raises(Forbidden, match="secretariat"):
        council.appraise(SECRETARY, TWO)


def test_what_does_not_apply_to_a_unit_is_not_waited_for() -> None:
    story.rule(Ruling("not_applicable", "so-a", leaf="1.2", reason="không có"))
    (row, *_) = appraising.overview(ROUND, LATER)
    assert (row.total, row.leaves["1"]) == (6, ["1.1.1", "1.1.2"])


def test_another_value_than_was_sent_needs_a_reason_in_either_pass(aws: Aws) -> None:
    sheet_story.save("2.2", "save-0009", version=0, explanation="bản giấy")
    sheet_story.approve()
    sheet_story.sign(aws)
    sheet_story.submit()
    open_window("appraisal_final")
    for kind in ("appraisal_first", "appraisal_final"):
        with pytest.raises(Invalid) as refused:
            appraise([TWO], kind)
        assert [(each.at, each.code) for each in refused.value.errors] == [
            ("1.2", "reason_missing")
        ]
        appraise([replace(TWO, explanation="thiếu một")], kind)
