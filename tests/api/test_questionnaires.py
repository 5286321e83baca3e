"""Questionnaires over HTTP: shown to ops and to units before anybody is invited, taken over to the next year."""

from __future__ import annotations

from tests.site import Site
from tests.small_round import ROUND, document, unit_rows

OPS = f"/api/ops/rounds/{ROUND}/questionnaires"


def test_ops_and_units_see_what_respondents_will_be_asked(site: Site) -> None:
    site.load()
    found = site.done("GET", OPS, token=site.by_ops)
    assert (found["version"], found["frozen_since"]) == (1, None)
    own = site.done("GET", f"/api/units/{ROUND}/so-a/questionnaires", token=site.editor())
    assert own == found
    assert site.call("GET", f"/api/units/{ROUND}/so-b/questionnaires", token=site.editor()).status == 403


def test_ops_take_them_over_into_a_draft(site: Site) -> None:
    site.load()
    draft = {**document(), "id": "thu-2027", "scales": {}}
    made = site.done("POST", f"{OPS}/carry-over", {"draft": draft}, site.by_ops)
    assert made["left_out"] == []
    assert made["round"]["indexes"][0]["copied_from"]["round"] == ROUND
    site.done("PUT", "/api/ops/rounds/thu-2027", {"round": made["round"], "units": unit_rows()}, site.by_ops)
    odd = {**document(), "indexes": [None, {"id": "departments", "groups": [None, {}]}], "scales": 1}
    assert site.done("POST", f"{OPS}/carry-over", {"draft": odd}, site.by_ops)["left_out"]
    refused = site.call("POST", f"{OPS}/carry-over", {"draft": {"authority": "x"}}, site.by_ops)
    assert refused.faults == [("authority", "other_authority")]
