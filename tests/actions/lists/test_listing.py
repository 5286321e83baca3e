"""Lists are replaced whole, locked when sent, and refused with every fault."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.actions.lists import listing
from chalicelib.domain.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    Invalid,
    NotFound,
    WindowClosed,
)
from chalicelib.domain.rounds.questionnaires import AUTHORITY
from chalicelib.store import audit
from chalicelib.store import respondents as store
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import people


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def emails(lister: str, group: str) -> list[str]:
    return [
        row.email
        for _, rows in store.list_rows(ROUND, [(lister, "departments", group)])
        for row in rows
    ]


def test_a_list_replaces_the_one_before() -> None:
    story.put("so-a", "leaders", people(1, 3))
    story.put("so-a", "leaders", people(2, 1))
    assert emails("so-a", "leaders") == ["nguoi-0002@example.test"]


def test_a_problemy_list_changes_nothing() -> None:
    story.put("so-a", "leaders", people(1, 3))
    with pytest.raises(Invalid) as refused:
        story.put("so-a", "leaders", [*people(1, 2), *people(2, 1), *people(9, 1, "so-b")])
    assert {each.at for each in refused.value.errors} == {"rows[2].email", "rows[3].rates"}
    assert len(emails("so-a", "leaders")) == 3


def test_the_answer_says_how_many_and_how_many_were_planned() -> None:
    kept = listing.put(listing.lister_of(ROUND, "so-a", NOW), "leaders", "", people(1, 2), NOW)
    version = store.list_drafts(ROUND, "so-a")[0]["departments", "leaders"].version
    assert kept == {"group": "leaders", "listed": 2, "plan": 30, "version": version, "notices": []}


def test_a_list_that_somebody_else_changed_meanwhile_is_not_written_over() -> None:
    lister = listing.lister_of(ROUND, "so-a", NOW)
    first = listing.put(lister, "leaders", "", people(1, 2), NOW, version="")
    listing.put(lister, "leaders", "", people(1, 3), NOW, version=first["version"])
    with pytest.raises(ChangedMeanwhile):
        listing.put(lister, "leaders", "", people(5, 1), NOW, version=first["version"])
    assert len(emails("so-a", "leaders")) == 3


def test_whoever_stands_on_another_list_of_the_index_is_shown_with_the_list_that_counts() -> None:
    story.put(None, "council", people(2, 1, "so-b"))
    story.put("so-b", "leaders", people(1, 1))
    kept = listing.put(listing.lister_of(ROUND, "so-a", NOW), "leaders", "", people(1, 3), NOW)
    told = {each.at: each.details for each in kept["notices"]}
    assert told == {
        "rows[0].email": {"group": "leaders", "counts": "here"},
        "rows[1].email": {"group": "council", "counts": "there"},
    }
    assert "so-b" not in str(kept["notices"])


def test_the_authority_lists_its_own_groups_and_units_cannot() -> None:
    story.put(None, "council", people(1, 2, "so-b"))
    assert len(emails(AUTHORITY, "council")) == 2
    with pytest.raises(NotFound):
        story.put("so-a", "council", people(1, 2, "so-b"))


def test_a_sent_list_is_locked_and_is_sent_once() -> None:
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    with pytest.raises(AlreadySubmitted):
        story.put("so-a", "leaders", people(1, 3))
    with pytest.raises(AlreadySubmitted):
        story.send("so-a")
    assert len(emails("so-a", "leaders")) == 2
    story.put("so-b", "leaders", people(1, 3))


def test_sending_says_when_and_how_many_by_group() -> None:
    story.put("so-a", "leaders", people(1, 2))
    assert listing.send(
        listing.lister_of(ROUND, "so-a", NOW), "", story.EDITOR, NOW, acknowledged=True
    ) == {"sent_at": "2026-11-20T05:00:00.000Z", "groups": {"leaders": 2}}


def test_an_empty_group_may_be_sent() -> None:
    lister = listing.lister_of(ROUND, "so-b", NOW)
    assert listing.send(lister, "", story.EDITOR, NOW, acknowledged=True)["groups"] == {
        "leaders": 0
    }


def test_a_list_with_fewer_people_than_planned_is_sent_only_when_that_is_acknowledged() -> None:
    story.put("so-a", "leaders", people(1, 14))
    lister = listing.lister_of(ROUND, "so-a", NOW)
    with pytest.raises(Invalid) as refused:
        listing.send(lister, "", story.EDITOR, NOW)
    (problem,) = refused.value.errors
    assert (problem.at, problem.code) == ("departments/leaders", "fewer_than_plan")
    assert problem.details == {
        "listed": 14,
        "expected": 15,
    }  # thirty people planned, two bodies list
    story.put("so-a", "leaders", people(1, 15))
    listing.send(lister, "", story.EDITOR, NOW)


def test_what_was_acknowledged_is_on_record() -> None:
    story.send("so-a")
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "send_lists"]
    assert json.loads(act.details) == {"leaders": 0, "short": ["departments/leaders"]}


def test_a_unit_that_lists_nobody_has_nothing_to_send() -> None:
    with pytest.raises(NotFound):
        story.send("quan-c")


def test_a_list_changed_between_reading_and_sending_is_not_sent_unread() -> None:
    story.put("so-a", "leaders", people(1, 2))
    drafts, _ = store.list_drafts(ROUND, "so-a")
    story.put("so-a", "leaders", people(1, 3))
    listings = list(drafts.values())
    act = audit.act_of(ROUND, NOW, story.EDITOR.email, "send_lists", "so-a")
    assert not store.send(ROUND, "so-a", listing._heads("so-a", listings, NOW), listings, act)
    assert store.list_drafts(ROUND, "so-a")[1] == {}


def test_after_the_deadline_lists_are_neither_kept_nor_sent() -> None:
    story.put("so-a", "leaders", people(1, 2))
    late = story.LATER + timedelta(seconds=1)
    lister = listing.lister_of(ROUND, "so-a", late)
    with pytest.raises(WindowClosed):
        listing.put(lister, "leaders", "", people(1, 3), late)
    with pytest.raises(WindowClosed):
        listing.send(lister, "", story.EDITOR, late)
