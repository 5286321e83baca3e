"""Releases and objections on the deployed system: of people who decide at once, one does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.local.stack import Stack
from tests.api.conftest import SECRETARY
from tests.site import Site, deployed_site
from tests.small_round import document

ROUND = "tra-ket-qua-2026"
RELEASES = f"/api/council/{ROUND}/releases"


@pytest.fixture
def live(stack: Stack) -> Site:
    """The round is loaded with passes that were over long ago."""
    site = deployed_site(stack, ROUND)
    raw = {**document(), "id": ROUND}
    for window in ("appraisal_first", "appraisal_final"):
        raw["windows"][window] = {"opens": "2025-01-02", "closes": "2025-01-20"}
    raw["objection_days"] = 5
    site.load(raw)
    site.account(SECRETARY, "secretariat")
    return site


def test_of_people_who_release_at_once_one_does_and_the_others_hear_of_it(live: Site) -> None:
    token = live.account(SECRETARY, "secretariat")
    seen = live.done("GET", RELEASES, token=token)
    waiting = sum(one["waiting"] for one in seen["passes"] if one["pass"] == 1)
    body = {"pass": 1, "indexes": ["departments", "districts"], "waiting": waiting, "version": 0}

    def attempt(number: int) -> int:
        return live.call("POST", RELEASES, {**body, "reason": f"biên bản {number}"}, token).status

    with ThreadPoolExecutor(6) as all_at_once:
        statuses = list(all_at_once.map(attempt, range(6)))
    assert sorted(statuses) == [200, *[412] * 5]
    after = live.done("GET", RELEASES, token=token)
    made = {tuple(each["number"] for each in one["releases"]) for one in after["passes"]}
    assert (after["version"], made) == (1, {(1,), ()})
    first = next(one for one in after["passes"] if one["pass"] == 1)
    assert first["releases"][0]["reason"] == f"biên bản {statuses.index(200)}"
    result = live.done(
        "GET", f"/api/units/{ROUND}/so-a/results", token=live.account("tkq@e.test", unit="so-a")
    )
    assert result["first_shown"]


def test_of_people_who_decide_an_objection_at_once_one_does_and_the_value_is_theirs(
    live: Site,
) -> None:
    secretary, unit = live.account(SECRETARY, "secretariat"), live.account("x@e.test", unit="so-b")
    seen = live.done("GET", RELEASES, token=secretary)
    waiting = sum(one["waiting"] for one in seen["passes"] if one["pass"] == 2)
    body = {"pass": 2, "indexes": ["departments", "districts"], "reason": "biên bản"}
    live.done("POST", RELEASES, {**body, "waiting": waiting, "version": seen["version"]}, secretary)
    here = f"/api/units/{ROUND}/so-b/objections"
    made = live.done("POST", here, {"leaf": "1.2", "reason": "đã đủ"}, unit)
    path = f"/api/council/{ROUND}/so-b/objections/decide"

    def attempt(count: int) -> int:
        value = {"count": count} if count else None
        decision = {"leaf": "1.2", "release": made["release"], "value": value, "reason": "xét"}
        return live.call("POST", path, decision, secretary).status

    with ThreadPoolExecutor(4) as all_at_once:
        statuses = list(all_at_once.map(attempt, range(4)))
    assert sorted(statuses) == [200, *[409] * 3]
    won = statuses.index(200)
    (told,) = live.done("GET", here, token=unit)["objections"]
    assert (told["value"] and told["value"]["value"]) == ({"count": won} if won else None)
    sheet = live.done("GET", f"/api/council/{ROUND}/so-b/sheet", token=secretary)
    entry = sheet["appraisals"]["2"].get("1.2")
    assert (entry and entry["value"]) == ({"count": won} if won else None)
