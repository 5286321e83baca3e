"""Assigning: the whole table at a time, on record; no secretary overwrites another unseen."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

import pytest

from chalicelib.actions.appraisal import assigning
from chalicelib.actions.rounds import ruling
from chalicelib.domain.appraisal.assignments import Assignments, UnappraisedPart
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, TooLarge
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import assignments as store
from chalicelib.store import audit
from tests import council_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, to, works_at
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS


@pytest.fixture(autouse=True)
@told_once
def _council(aws: Aws) -> None:
    story.load()


def preview(text: str) -> assigning.AssignmentsPreview:
    return assigning.preview(ROUND, base64.b64encode(text.encode()).decode(), NOW)


def test_what_is_assigned_is_kept_as_a_version_with_an_act_on_record() -> None:
    changed = assign(to(AN, "1", deputy=BINH), to(BINH, "2"), own=[works_at(AN, "so-a")])
    kept = Assignments(
        (to(AN, "1", deputy=BINH), to(BINH, "2")), (works_at(AN, "so-a"),), version=1
    )
    assert store.get(ROUND) == changed.assignments == kept
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "assign_appraisal"]
    assert (act.by, act.subject, json.loads(act.details)) == (
        SECRETARY.email,
        "1",
        {"assignments": 2, "people": 2},
    )


def test_who_saw_an_old_version_changes_nothing_and_hears_so() -> None:
    assign(to(AN, "1"))
    for old in (0, 7):
        with pytest.raises(ChangedMeanwhile):
            assign(to(BINH, "1"), version=old)
    assert store.get(ROUND).rows == (to(AN, "1"),)
    assert assign(to(BINH, "1"), version=1).assignments.version == 2


def test_sent_again_after_a_lost_reply_it_is_done_and_makes_no_other_version() -> None:
    for _ in range(2):
        shown = assign(to(AN, "1"), own=[works_at(AN, "so-a")], version=0)
        assert shown.assignments.version == 1
    assert store.get(ROUND).version == 1
    assert [act.act for act in audit.list_acts(ROUND)].count("assign_appraisal") == 1


def test_with_one_problem_nothing_is_kept_and_every_problem_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        assign(to(AN, "9"), to(SECRETARY, "1"), own=[works_at(AN, "so-z")])
    assert [each.at for each in refused.value.errors] == [
        "own[0].units",
        "assignments[0].part",
        "assignments[1].member",
    ]
    assert store.get(ROUND) == Assignments()


def test_the_load_and_the_gaps_follow_from_what_is_assigned_and_what_applies() -> None:
    ruling.put(ROUND, [Ruling("not_applicable", "so-b", leaf="1.2", reason="không có")], OPS, NOW)
    shown = assign(to(AN, "1"), to(CHAIR, "2", "so-a"), own=[works_at(AN, "so-a")])
    assert shown.load == {
        ("departments", "1", AN.email): 2,
        ("departments", "1", ""): 3,
        ("departments", "2", CHAIR.email): 4,
        ("departments", "2", ""): 4,
        ("districts", "1", ""): 1,
    }
    assert [(gap.area, gap.units, gap.why) for gap in shown.gaps] == [
        ("1", ("so-a",), "own_unit"),
        ("2", ("so-b",), "nobody"),
        ("1", ("quan-c",), "nobody"),
    ]


def test_what_a_disabled_person_was_to_appraise_is_a_gap_until_it_is_moved() -> None:
    assign(to(AN, "1"), to(BINH, "2"))
    story.leave(AN)
    shown = assigning.overview(ROUND, NOW)
    assert AN.email not in [person.email for person in shown.people]
    assert shown.gaps[0] == UnappraisedPart(
        "departments", "1", ("1.1.1", "1.1.2", "1.2"), ("so-a", "so-b"), "left", AN.email
    )
    assert assign(to(CHAIR, "1"), to(BINH, "2"), version=1).gaps[0].index == "districts"


def test_where_people_work_is_kept_unless_somebody_says_otherwise_of_the_very_person() -> None:
    assign(to(AN, "1"), own=[works_at(AN, "so-a"), works_at(BINH, "so-b")])
    table = "Lĩnh vực, tiêu chí;Bộ chỉ số;Người thẩm định\n1;Khối sở;Lê An\n"
    assert preview(table).overview.assignments.own == store.get(ROUND).own
    story.leave(BINH)
    changed = assign(to(AN, "1"), own=[works_at(AN)], version=1)
    assert changed.assignments.own == (works_at(BINH, "so-b"),)
    again = assign(to(AN, "1"), own=changed.assignments.own, version=2)
    assert again.assignments.own == changed.assignments.own


def test_a_table_shows_its_problems_by_cell_and_saves_nothing() -> None:
    shown = preview("Lĩnh vực, tiêu chí;Bộ chỉ số;Người thẩm định\n9;Khối sở;Lê An\n1;Khối sở;ai\n")
    assert [(each.at, each.code) for each in shown.errors] == [
        ("A2", "unknown_part"),
        ("C3", "unknown_person"),
    ]
    assert (shown.overview.load, store.get(ROUND)) == ({}, Assignments())


def test_a_table_without_problems_shows_what_would_follow() -> None:
    shown = preview("Lĩnh vực, tiêu chí;Bộ chỉ số;Người thẩm định\n1;Khối sở;Lê An\n")
    assert shown.errors == []
    assert shown.overview.assignments.rows == (to(AN, "1"),)
    assert shown.overview.load["departments", "1", AN.email] == 6
    assert store.get(ROUND) == Assignments()


def test_a_table_that_assigns_nothing_says_so() -> None:
    assert [each.code for each in preview("Lĩnh vực;Người thẩm định\n").errors] == ["empty"]


def test_the_workbook_read_again_asks_for_the_same() -> None:
    rows = (to(AN, "1", helpers=[SECRETARY], deputy=BINH), to(CHAIR, "2", "so-a", "so-b"))
    assign(*rows, own=[works_at(AN, "so-a", "quan-c")])
    book = base64.b64encode(assigning.workbook(ROUND, NOW)).decode()
    shown = assigning.preview(ROUND, book, NOW)
    assert (shown.errors, shown.notices) == ([], [])
    assert shown.overview.assignments.rows == rows
    assert shown.overview.assignments.own == (works_at(AN, "quan-c", "so-a"),)


def test_more_than_an_item_holds_is_refused() -> None:
    act = audit.act_of(ROUND, NOW, "x", "assign_appraisal", "1")
    parts = (sha256(str(number).encode()).hexdigest() for number in range(20_000))
    many = Assignments(tuple(to(AN, part) for part in parts), version=1)
    with pytest.raises(TooLarge):
        store.put(ROUND, many, act)
    assert store.get(ROUND) == Assignments()
