"""Accepting in bulk: what nobody touched and what raises no doubt, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import accepting, appraising
from chalicelib.actions.appraisal.accepting import Done
from chalicelib.actions.assessment import approving, saving, submitting
from chalicelib.actions.rounds import scheduling
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Forbidden, Invalid, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, sheets
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.scoring_story import MEMBER
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import EDITOR, LATER, OPS, open_window

# Of the values of so-a those whose leaf needs no file.
CLEAR = ["1.2", "2.1.1", "2.1.3"]
ALL = {"so-a": [*VALUES, "2.2"]}


@pytest.fixture(autouse=True)
@told_once
def _sent(aws: Aws) -> None:
    story.load()
    story.send(aws)
    open_window("appraisal_first")


def accept(
    wanted: Mapping[str, Sequence[str]] = ALL, act: str = "accept-01", by: Account = MEMBER
) -> Done:
    return accepting.accept(ROUND, act, 1, wanted, by, NOW)


def given(unit: str = "so-a") -> dict[str, object]:
    entries = sheets.get(f"{ROUND}/{unit}/1").entries
    return {leaf: entry.value for leaf, entry in entries.items() if entry.value is not None}


def test_what_raises_no_doubt_is_taken_over_as_it_was_sent() -> None:
    done = accept()
    assert (done.changed, done.left) == ({"so-a": CLEAR}, 4)
    assert given() == {leaf: VALUES[leaf] for leaf in CLEAR}
    entry = sheets.get(f"{ROUND}/so-a/1").entry("1.2")
    assert (entry.saved_by, entry.explanation) == (MEMBER.email, "")
    assert [act.by for act in audit.list_acts(ROUND) if act.act == "accept_in_bulk"] == [
        MEMBER.email
    ]


def test_what_somebody_gave_or_remarked_meanwhile_stays() -> None:
    at = places.place(ROUND, "so-a", "appraisal_first", NOW)
    changes = [
        Change("1.2", 0, {"count": 2}, "thiếu một"),
        Change("2.1.1", 0, explanation="hỏi lại"),
    ]
    appraising.appraise(at, "save-0001", changes, MEMBER, NOW)
    assert accept().changed == {"so-a": ["2.1.3"]}
    assert given() == {"1.2": {"count": 2}, "2.1.3": VALUES["2.1.3"]}


def test_what_the_first_pass_gave_is_not_touched_in_the_final_one() -> None:
    at = places.place(ROUND, "so-a", "appraisal_first", NOW)
    changes = [Change("1.2", 0, {"count": 2}, "thiếu một")]
    appraising.appraise(at, "save-0001", changes, MEMBER, NOW)
    open_window("appraisal_final")
    done = accepting.accept(ROUND, "accept-01", 2, ALL, MEMBER, NOW)
    assert done.changed == {"so-a": ["2.1.1", "2.1.3"]}


def test_what_the_final_pass_gave_is_not_touched_in_the_first_one() -> None:
    open_window("appraisal_final")
    at = places.place(ROUND, "so-a", "appraisal_final", NOW)
    changes = [Change("1.2", 0, {"count": 2}, "thiếu một")]
    appraising.appraise(at, "save-0001", changes, MEMBER, NOW)
    assert accept().changed == {"so-a": ["2.1.1", "2.1.3"]}


def test_the_same_act_sent_again_accepts_nothing_twice() -> None:
    first = accept()
    before = sheets.get(f"{ROUND}/so-a/1")
    assert accept().changed == first.changed
    assert sheets.get(f"{ROUND}/so-a/1") == before


def test_an_id_that_was_used_for_other_criteria_is_refused() -> None:
    accept({"so-a": ["1.2"]})
    with pytest.raises(Invalid):
        accept({"so-a": ["2.1.1"]})
    assert given() == {"1.2": VALUES["1.2"]}


def test_leaves_of_other_areas_are_all_named_and_nothing_is_accepted() -> None:
    first_area = replace(MEMBER, areas=("departments/1",))
    with pytest.raises(Forbidden) as refused:
        accept(by=first_area)
    leaves = ["2.1.1", "2.1.2", "2.1.3", "2.2"]
    assert [problem.at for problem in refused.value.errors] == [f"so-a/{leaf}" for leaf in leaves]
    assert given() == {}
    assert accept({"so-a": ["1.2"]}, by=first_area).changed == {"so-a": ["1.2"]}


def test_unknown_leaves_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        accept({"so-a": ["9.9", "1.2"], "so-b": ["9.8"]})
    assert [problem.at for problem in refused.value.errors] == ["so-a/9.9", "so-b/9.8"]
    assert given() == {}


def test_a_unit_that_sent_nothing_has_nothing_to_accept() -> None:
    scoring_story.assess("so-b")
    done = accept({"so-a": ["1.2"], "so-b": ["1.2"]})
    assert done.changed == {"so-a": ["1.2"], "so-b": []}
    assert given("so-b") == {}


def test_an_act_during_which_the_pass_closes_for_a_unit_goes_on_with_the_others(aws: Aws) -> None:
    send_other(aws)
    scheduling.close_for_unit(ROUND, "so-a", "appraisal_first", "xong", OPS, NOW)
    soon = NOW + timedelta(seconds=11)
    wanted = {"so-a": ["1.2"], "so-b": ["1.2"]}
    done = accepting.accept(ROUND, "accept-01", 1, wanted, MEMBER, soon)
    assert (done.changed, done.left) == ({"so-b": ["1.2"]}, 1)
    assert (given(), given("so-b")) == ({}, {"1.2": VALUES["1.2"]})


def send_other(aws: Aws) -> None:
    """so-b sends its sheet, too."""
    at = story.place(unit="so-b")
    scoring_story.assess("so-b")
    saving.save(at, "save-0001", [Change("2.2", 0, explanation="bản giấy")], EDITOR.email, NOW)
    leader = replace(story.LEADER, unit="so-b")
    approving.approve(at, "approve-1", sheets.get(at.key).version, leader, NOW)
    form = approving.report_form(at, story.PDF, EDITOR.email, lambda: "r9", NOW)
    story.put(aws, form["fields"]["key"])
    approving.take_report(at, "r9", EDITOR.email, NOW)
    submitting.submit(at, "submit-01", EDITOR.email, NOW)


def test_once_the_pass_is_closed_nothing_is_accepted() -> None:
    with pytest.raises(WindowClosed):
        accepting.accept(ROUND, "accept-01", 1, ALL, MEMBER, LATER)
    assert given() == {}
