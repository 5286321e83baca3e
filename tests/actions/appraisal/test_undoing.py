"""Undoing a bulk acceptance: what it set and nobody changed since is as it was before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import accepting, appraising, undoing
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Forbidden, Invalid, NotFound, WindowClosed
from chalicelib.store import sheets
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.scoring_story import MEMBER
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, open_window

CLEAR = ["1.2", "2.1.1", "2.1.3"]
OTHER = replace(MEMBER, sub="hd-2", email="khac@example.test")


@pytest.fixture(autouse=True)
@told_once
def _accepted(aws: Aws) -> None:
    story.load()
    story.send(aws)
    open_window("appraisal_first")
    accepting.accept(ROUND, "accept-01", 1, {"so-a": [*VALUES]}, MEMBER, NOW)


def given() -> dict[str, object]:
    entries = sheets.get(f"{ROUND}/so-a/1").entries
    return {leaf: entry.value for leaf, entry in entries.items() if entry.value is not None}


def test_everything_is_as_it_was_before_and_can_be_accepted_again() -> None:
    done = undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    assert (done.changed, done.left) == ({"so-a": CLEAR}, 0)
    assert given() == {}
    again = accepting.accept(ROUND, "accept-02", 1, {"so-a": CLEAR}, MEMBER, NOW)
    assert again.changed == {"so-a": CLEAR}


def test_what_somebody_changed_since_stays() -> None:
    at = places.place(ROUND, "so-a", "appraisal_first", NOW)
    changes = [Change("1.2", 1, {"count": 2}, "thiếu một")]
    appraising.appraise(at, "save-0001", changes, OTHER, NOW)
    done = undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    assert (done.changed, done.left) == ({"so-a": ["2.1.1", "2.1.3"]}, 1)
    assert given() == {"1.2": {"count": 2}}


def test_undone_again_nothing_changes() -> None:
    undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    at = places.place(ROUND, "so-a", "appraisal_first", NOW)
    appraising.appraise(at, "save-0001", [Change("1.2", 2, {"count": 3})], MEMBER, NOW)
    undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    assert given() == {"1.2": {"count": 3}}


def test_after_the_pass_has_closed_it_stays() -> None:
    with pytest.raises(WindowClosed):
        undoing.undo(ROUND, "accept-01", MEMBER, LATER)
    assert sorted(given()) == CLEAR


def test_an_act_is_its_members_own() -> None:
    with pytest.raises(Forbidden):
        undoing.undo(ROUND, "accept-01", OTHER, NOW)
    with pytest.raises(NotFound):
        undoing.undo(ROUND, "accept-09", MEMBER, NOW)
    assert undoing.list_own(ROUND, OTHER) == []


def test_what_is_no_longer_the_members_to_appraise_stays() -> None:
    moved = replace(MEMBER, areas=("departments/2",))
    with pytest.raises(Forbidden):
        undoing.undo(ROUND, "accept-01", moved, NOW)
    assert sorted(given()) == CLEAR


def test_an_act_that_was_undone_is_not_done_again_under_its_id() -> None:
    undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    with pytest.raises(Invalid):
        accepting.accept(ROUND, "accept-01", 1, {"so-a": [*VALUES]}, MEMBER, NOW)
    assert given() == {}


def test_a_member_sees_the_own_acts_that_accepted_something_newest_first() -> None:
    accepting.accept(ROUND, "accept-02", 1, {"so-a": ["1.1.1"]}, MEMBER, NOW)
    (done,) = undoing.list_own(ROUND, MEMBER)
    assert (done.act.id, done.changed, done.left) == ("accept-01", {"so-a": CLEAR}, 3)
    undoing.undo(ROUND, "accept-01", MEMBER, NOW)
    (done,) = undoing.list_own(ROUND, MEMBER)
    assert done.act.undone
