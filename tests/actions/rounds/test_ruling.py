"""Rulings are kept all or none, each under its own key; what was decided before is on record."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.rounds import ruling
from chalicelib.domain.errors import Forbidden, Invalid, NotFound
from chalicelib.domain.people.posts import Post
from chalicelib.domain.rounds.proposed_rulings import MOST
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.list_books import encoded
from tests.scoring_story import SECRETARY
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

FIGURE = Ruling("external", "so-a", leaf="3.2", value={"percent": "85.3"})
SKIPPED = Ruling("not_applicable", "so-a", leaf="2.1.2", reason="không có việc")
BONUS = Ruling("adjustment", "so-a", points="3", id="khen-1", reason="khen")
HEADER = "Loại;Đơn vị;Mã tiêu chí;Giá trị;Lý do;Công khai"
ROW = "Điểm thưởng, phạt;Sở A;;2,5;khen;có"


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def put(*rulings: Ruling) -> int:
    """Save rulings, and have a second person confirm those that wait; how many there are."""
    ruled = ruling.put(ROUND, rulings, OPS, NOW)
    waiting = [each.id for each in ruling.waiting(ROUND)]
    for start in range(0, len(waiting), MOST):
        confirming.decide(ROUND, waiting[start : start + MOST], None, SECRETARY, NOW)
    return ruled.counting + ruled.waiting


def kept() -> list[Ruling]:
    return ruling.list_rulings(ROUND)


def acts() -> list[list[dict[str, Any]]]:
    found = [act for act in audit.list_acts(ROUND) if act.act in ("rule", "propose_ruling")]
    return [json.loads(act.details)["rulings"] for act in found]


def preview(*rows: str) -> tuple[list[Ruling], list[tuple[str, str]]]:
    content = encoded("\r\n".join([HEADER, *rows]).encode())
    file = ruling.preview(ROUND, content, NOW)
    return list(file.rulings), [(problem.at, problem.code) for problem in file.errors]


def test_one_wrong_ruling_keeps_all_of_them_out_of_the_store_and_off_the_record() -> None:
    for wrong in (replace(FIGURE, unit="so-z"), FIGURE, replace(BONUS, points="5.01")):
        with pytest.raises(Invalid):
            put(SKIPPED, FIGURE, wrong)
    with pytest.raises(NotFound):
        ruling.put("chua-co", [FIGURE], OPS, NOW)
    assert (kept(), acts()) == ([], [])


def test_nobody_rules_on_the_own_unit_neither_at_once_nor_for_a_second_person() -> None:
    own = replace(OPS, further=(Post("editor", ROUND, "so-a"),))
    for given in (FIGURE, SKIPPED, BONUS):
        with pytest.raises(Forbidden):
            ruling.put(ROUND, [replace(given, unit="so-b"), given], own, NOW)
    assert (kept(), acts(), ruling.waiting(ROUND)) == ([], [], [])
    assert ruling.put(ROUND, [replace(SKIPPED, unit="so-b")], own, NOW).counting == 1


def test_a_later_ruling_replaces_the_one_of_its_key_and_both_are_on_record() -> None:
    assert put(FIGURE, SKIPPED) == 2
    later = replace(FIGURE, value={"percent": "90"})
    put(later)
    assert kept() == [later, SKIPPED]
    assert sorted(each["value"]["percent"] for act in acts() for each in act if each["value"]) == [
        "85.3",
        "90",
    ]


def test_points_that_are_sent_twice_count_once_against_the_cap() -> None:
    for _ in range(2):
        put(BONUS)
    put(replace(BONUS, id="khen-2", points="2"))
    with pytest.raises(Invalid, match="beyond the cap"):
        put(replace(BONUS, id="khen-3", points="0.01"))
    put(replace(BONUS, unit="so-b", points="5"))
    assert [(each.unit, each.points) for each in kept()] == [
        ("so-a", "3"),
        ("so-a", "2"),
        ("so-b", "5"),
    ]


def test_a_withdrawn_ruling_stays_on_the_list_and_counts_no_more() -> None:
    put(BONUS, SKIPPED, replace(SKIPPED, unit="so-b"))
    assert ruling.not_applicable(ROUND) == {"so-a": {"2.1.2"}, "so-b": {"2.1.2"}}
    withdrawn = replace(BONUS, withdrawn=True), replace(SKIPPED, withdrawn=True)
    put(*withdrawn)
    put(replace(BONUS, id="khen-2", points="5"))
    assert ruling.not_applicable(ROUND) == {"so-b": {"2.1.2"}}
    assert set(withdrawn) < set(kept())


def test_however_many_rulings_come_at_once_each_is_on_record_once() -> None:
    """With reasons as long as they may be, two hundred are twice what an item holds."""
    long = replace(BONUS, points="0.01", reason="ứ" * 2000)
    many = [replace(long, id=f"khen-{number}") for number in range(201)]
    assert put(*many) == 201
    assert sum(map(len, acts())) == 201
    assert {each["id"] for act in acts() for each in act} == {each.id for each in many}


def test_a_file_is_only_shown_and_uploaded_twice_it_counts_once() -> None:
    (shown,), problems = preview(ROW)
    assert (shown.unit, shown.points, shown.public, problems) == ("so-a", "2.5", True, [])
    assert (kept(), acts()) == ([], [])
    for _ in range(2):
        put(*preview(ROW)[0])
    assert kept() == [shown]


def test_another_file_adds_its_points_and_is_held_to_the_cap_with_those_kept() -> None:
    put(*preview(ROW)[0])
    second = ROW.replace("khen", "khen lần hai")
    put(*preview(second)[0])
    assert [each.points for each in kept()] == ["2.5", "2.5"]
    assert preview(ROW.replace("khen", "lần ba"))[1] == [("so-a", "over_cap")]


def test_a_file_names_each_problem_by_its_cell_and_an_empty_one_says_so() -> None:
    assert preview("Điểm thưởng, phạt;Sở Z;;nhiều;;", "Vô hiệu;Sở A;;;;")[1] == [
        ("B2", "unknown_unit"),
        ("D2", "bad_number"),
        ("A3", "unknown_kind"),
    ]
    assert preview()[1] == [("A2", "empty")]
