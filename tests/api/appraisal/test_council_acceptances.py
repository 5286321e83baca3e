"""Bulk acceptances over the API: one act, its list, and taking it back."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Clock
from tests.site import Answer, Site
from tests.small_round import ROUND, VALUES

COUNCIL = f"/api/council/{ROUND}"
MEMBER = "hoi-dong@example.test"
CLEAR = ["1.2", "2.1.1", "2.1.3"]


def accept(site: Site, *leaves: str, act: str = "accept-01", **more: Any) -> Answer:
    entries = [{"unit": "so-a", "leaf": leaf} for leaf in leaves or VALUES]
    body = {"act": act, "pass": 1, "entries": entries, **more}
    return site.call("POST", f"{COUNCIL}/acceptances", body, site.account(MEMBER, "council"))


def undo(site: Site, act: str = "accept-01") -> Answer:
    path = f"{COUNCIL}/acceptances/{act}/undo"
    return site.call("POST", path, {}, site.account(MEMBER, "council"))


def given(site: Site) -> dict[str, Any]:
    sheet = site.done("GET", f"{COUNCIL}/so-a/sheet", token=site.account(MEMBER, "council"))
    entries = sheet["appraisals"]["1"].items()
    return {leaf: entry["value"] for leaf, entry in entries if entry["value"] is not None}


def test_an_act_accepts_what_is_clear_is_listed_and_can_be_taken_back(sent: Site) -> None:
    done = accept(sent).json
    assert (done["changed"], done["left"], done["pass"]) == ({"so-a": CLEAR}, 3, 1)
    assert given(sent) == {leaf: VALUES[leaf] for leaf in CLEAR}
    token = sent.account(MEMBER, "council")
    (listed,) = sent.done("GET", f"{COUNCIL}/acceptances", token=token)["acceptances"]
    assert listed == done
    assert undo(sent).json["changed"] == {"so-a": CLEAR}
    assert given(sent) == {}
    (listed,) = sent.done("GET", f"{COUNCIL}/acceptances", token=token)["acceptances"]
    assert listed["undone"] is True


def test_a_closed_pass_takes_no_act_and_gives_none_back(sent: Site, clock: Clock) -> None:
    accept(sent)
    clock.pass_(hours=1)
    assert accept(sent, act="accept-02").code == "window_closed"
    assert undo(sent).code == "window_closed"
    assert sorted(given(sent)) == CLEAR


def test_unknown_criteria_units_and_acts_are_refused(sent: Site) -> None:
    assert accept(sent, "9.9").problems == [("so-a/9.9", "unknown_leaf")]
    elsewhere = [{"unit": "so-z", "leaf": "1.2"}]
    assert accept(sent, entries=elsewhere).status == 404
    third: dict[str, Any] = {"pass": 3}
    assert accept(sent, **third).status == 422
    assert undo(sent, "accept-09").status == 404
    assert given(sent) == {}
