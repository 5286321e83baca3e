"""Questionnaires over HTTP: shown to ops and to units before anybody is invited, taken over to the
next year.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.site import Site
from tests.small_round import ROUND, document, unit_rows

OPS = f"/api/ops/rounds/{ROUND}/questionnaires"


@pytest.fixture
def site(loaded: Site) -> Site:
    return loaded


def test_ops_and_units_see_what_respondents_will_be_asked(site: Site) -> None:
    found = site.done("GET", OPS, token=site.by_ops)
    assert (found["version"], found["frozen_since"]) == (1, None)
    own = site.done("GET", f"/api/units/{ROUND}/so-a/questionnaires", token=site.editor())
    assert own == found
    assert (
        site.call("GET", f"/api/units/{ROUND}/so-b/questionnaires", token=site.editor()).status
        == 403
    )


def test_ops_take_them_over_into_a_draft(site: Site) -> None:
    draft = {**document(), "id": "thu-2027", "scales": {}}
    made = site.done("POST", f"{OPS}/carry-over", {"draft": draft}, site.by_ops)
    assert made["left_out"] == []
    assert made["round"]["indexes"][0]["copied_from"]["round"] == ROUND
    site.done(
        "PUT",
        "/api/ops/rounds/thu-2027",
        {"round": made["round"], "units": unit_rows()},
        site.by_ops,
    )
    odd = {
        **document(),
        "indexes": [None, {"id": "departments", "groups": [None, {}]}],
        "scales": 1,
    }
    assert site.done("POST", f"{OPS}/carry-over", {"draft": odd}, site.by_ops)["left_out"]
    refused = site.call("POST", f"{OPS}/carry-over", {"draft": {"authority": "x"}}, site.by_ops)
    assert refused.problems == [("authority", "other_authority")]


def test_a_changed_file_is_shown_first_then_taken_as_the_next_version(site: Site) -> None:
    file = site.done("GET", f"{OPS}/document", token=site.by_ops)
    first, second = file["indexes"][0]["questions"]
    first["title"]["vi"] = "Chất lượng phục vụ?"
    file["indexes"][0]["questions"] = [
        first,
        second,
        {**second, "id": "q3", "title": {"vi": "Câu mới?", "en": ""}},
    ]
    seen = site.done("POST", f"{OPS}/preview", {"document": file}, site.by_ops)
    changes = seen["indexes"][0]
    assert (changes["before"], changes["after"], changes["changed"]) == (
        2,
        3,
        ["Chất lượng phục vụ?"],
    )
    assert (changes["added"], changes["removed"]) == (["Câu mới?"], [])
    assert site.done("GET", OPS, token=site.by_ops)["version"] == 1
    body = {"document": file, "digest": "khac"}
    assert site.call("PUT", OPS, body, site.by_ops).code == "changed_meanwhile"
    kept = site.done("PUT", OPS, {**body, "digest": seen["digest"]}, site.by_ops)
    assert (kept["version"], kept["digest"]) == (2, seen["digest"])
    assert site.done("GET", f"{OPS}/document", token=site.by_ops) == file


def test_a_file_that_is_no_questionnaire_is_refused_with_what_it_lacks(site: Site) -> None:
    file = site.done("GET", f"{OPS}/document", token=site.by_ops)
    odd: dict[str, Any]
    for odd in (
        {},
        {**file, "scales": 1},
        {"scales": {}, "indexes": [None, {"id": "departments"}]},
        {"scales": {}, "indexes": [{"id": []}]},
    ):
        assert site.call("POST", f"{OPS}/preview", {"document": odd}, site.by_ops).problems == [
            ("document", "missing")
        ]
    file["indexes"][0]["questions"][0]["scale"] = "khong-co"
    assert site.call("POST", f"{OPS}/preview", {"document": file}, site.by_ops).status == 422
    assert site.call("POST", f"{OPS}/preview", {"earlier": "khong-co"}, site.by_ops).status == 404


def test_the_questionnaires_of_another_round_are_taken_over_in_one_step(site: Site) -> None:
    later = {**document(), "id": "thu-2027"}
    later["indexes"][0]["questions"][0]["title"]["vi"] = "Câu của năm sau?"
    site.done(
        "PUT", "/api/ops/rounds/thu-2027", {"round": later, "units": unit_rows()}, site.by_ops
    )
    path = "/api/ops/rounds/thu-2027/questionnaires"
    seen = site.done("POST", f"{path}/preview", {"earlier": ROUND}, site.by_ops)
    assert seen["indexes"][0]["changed"] == [
        document()["indexes"][0]["questions"][0]["title"]["vi"]
    ]
    kept = site.done("PUT", path, {"earlier": ROUND, "digest": seen["digest"]}, site.by_ops)
    assert {each["copied_from"] for each in kept["groups"]} == {ROUND}
