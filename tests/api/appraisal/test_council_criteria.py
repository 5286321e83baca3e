"""The council's criteria: the round, how far each criterion is, one of them across all units."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Prepare
from tests.site import Site
from tests.small_round import ROUND, VALUES, document, unit_rows

NEXT = "thu-2027"
COUNCIL = f"/api/council/{ROUND}"
MEMBER, OF_ONE_AREA = "hoi-dong@example.test", "linh-vuc-1@example.test"


@pytest.fixture
def sent(sent: Site, prepare: Prepare) -> Site:
    """As there; one criterion of the unit has a value."""

    def steps() -> None:
        entry = {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0}
        body = {"save_id": "save-0001", "pass": 1, "entries": [entry]}
        sent.done("POST", f"{COUNCIL}/so-a/appraisals", body, sent.account(MEMBER, "council"))

    prepare(steps)
    return sent


def get(site: Site, path: str, email: str = MEMBER) -> Any:
    areas = ["departments/1"] if email == OF_ONE_AREA else []
    return site.done("GET", f"{COUNCIL}/{path}", token=site.account(email, "council", areas=areas))


def test_a_member_learns_of_the_open_pass_and_of_the_assigned_areas(sent: Site) -> None:
    state = get(sent, "state", OF_ONE_AREA)
    assert state["windows"]["appraisal_first"]["state"] == "open"
    assert [(index["index"], index["mine"]) for index in state["indexes"]] == [
        ("departments", ["1"]),
        ("districts", []),
    ]
    assert list(state["indexes"][0]["areas"]) == ["1", "2", "3"]


def test_each_criterion_says_how_many_units_have_a_value(sent: Site) -> None:
    index = get(sent, "criteria", OF_ONE_AREA)["indexes"][0]
    rows = {row["criterion"]: row for row in index["criteria"]}
    assert list(rows) == [*list(VALUES), "2.2"]
    assert (rows["1.2"]["appraised"], rows["1.2"]["units"], rows["1.2"]["mine"]) == (1, 2, True)
    assert (rows["2.2"]["appraised"], rows["2.2"]["mine"]) == (0, False)


def test_the_tree_of_a_unit_has_guide_rule_and_whose_each_criterion_is(sent: Site) -> None:
    area, other, *_ = get(sent, "so-a/criteria", OF_ONE_AREA)["areas"]
    leaf = area["criteria"][1]
    assert (leaf["code"], leaf["mine"], leaf["applies"]) == ("1.2", True, True)
    assert leaf["guide"] and leaf["rule"]["type"] == "count"
    assert other["criteria"][1]["mine"] is False


def test_one_criterion_shows_all_units_of_its_index_side_by_side(sent: Site) -> None:
    across = get(sent, "indexes/departments/criteria/1.2")
    assert (across["criterion"]["code"], across["mine"]) == ("1.2", True)
    one, other = across["units"]
    assert (one["unit"], one["own"]["value"], one["appraisals"]["1"]["comment"]) == (
        "so-a",
        {"count": 3},
        "thiếu một",
    )
    assert (other["unit"], other["own"], other["appraisals"]) == ("so-b", None, {})
    assert (one["doubts"], other["doubts"]) == ([], ["not_sent"])
    token = sent.account(MEMBER, "council")
    missing = f"{COUNCIL}/indexes/departments/criteria/9.9"
    assert sent.call("GET", missing, token=token).status == 404


def test_where_no_year_came_before_nothing_is_known_of_it(sent: Site) -> None:
    assert get(sent, "so-a/previous") == {
        "round": None,
        "title": None,
        "year": None,
        "criteria": {},
    }


def test_the_year_before_is_told_for_criteria_that_are_the_same_today(sent: Site) -> None:
    later = document() | {"id": NEXT, "year": 2027}
    body = {"round": later, "units": unit_rows()}
    sent.done("PUT", f"/api/ops/rounds/{NEXT}", body, sent.by_ops)
    sent.round = NEXT
    token = sent.account("hoi-dong-sau@example.test", "council")
    before = sent.done("GET", f"/api/council/{NEXT}/so-a/previous", token=token)
    assert (before["round"], before["year"]) == (ROUND, 2026)
    assert before["criteria"]["1.2"] == {
        "applied": True,
        "maximum": "1.50",
        "own_points": "1.50",
        "value": {"count": 2},
        "points": "1.00",
        "comment": "thiếu một",
    }
    assert before["criteria"]["2.1.1"]["points"] is None


@pytest.mark.parametrize(
    "path",
    [
        "state",
        "criteria",
        "so-a/criteria",
        "so-a/previous",
        "indexes/departments/criteria/1.2",
        "acceptances",
    ],
)
def test_units_and_operations_staff_see_none_of_it(sent: Site, path: str) -> None:
    for asking in (sent.editor(), sent.by_ops):
        assert sent.call("GET", f"{COUNCIL}/{path}", token=asking).status == 403
    elsewhere = f"/api/council/khac/{path}"
    assert sent.call("GET", elsewhere, token=sent.account(MEMBER, "council")).status == 403
