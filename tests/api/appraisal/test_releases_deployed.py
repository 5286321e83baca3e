"""Releases on the deployed system: of people who release at once, one does."""

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
    """The round is loaded with a first pass that was over long ago."""
    site = deployed_site(stack, ROUND)
    raw = {**document(), "id": ROUND}
    raw["windows"]["appraisal_first"] = {"opens": "2025-01-02", "closes": "2025-01-20"}
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
