"""Second scores on the deployed system: many at once, an assignment moved, a member removed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.instants import to_text
from infra.local.stack import Stack
from tests.site import Site, deployed_site
from tests.small_round import document

ROUND = "cham-lai-2026"
COUNCIL = f"/api/council/{ROUND}"
SCORES = f"{COUNCIL}/second-scores"
AN, BINH, CHI = (f"{name}@example.test" for name in ("an", "binh", "chi"))
SECRETARY = "thu-ky@example.test"
LEAF, AT_ONCE = "2.1.2", 8


@pytest.fixture
def live(stack: Stack) -> Site:
    """The first pass is open for an hour; An appraises all of the departments."""
    site = deployed_site(stack, ROUND)
    site.load({**document(), "id": ROUND, "second_scores": {"share": "1"}})
    site.open("appraisal_first", to_text(datetime.now(UTC) + timedelta(hours=1)))
    roles = {AN: "council", BINH: "council", CHI: "chair", SECRETARY: "secretariat"}
    for email, role in roles.items():
        site.account(email, role)
    assign(site, 0)
    return site


def assign(site: Site, version: int, *more: dict[str, Any]) -> None:
    rows = [{"index": "departments", "part": part, "member": AN} for part in ("1", "2")]
    body = {"version": version, "assignments": [*rows, *more]}
    site.done("PUT", f"{COUNCIL}/assignments", body, site.tokens[SECRETARY])


def draw(site: Site) -> int:
    return site.call("POST", f"{SCORES}/draw", {}, site.tokens[SECRETARY]).status


def score(site: Site, by: str, number: int, version: int = 0) -> int:
    value = {"points": f"{number % 4}.25" if number % 4 < 2 else "0.5"}
    entry = {"leaf": LEAF, "version": version, "value": value, "comment": f"lần {number}"}
    body = {"save_id": f"second-{number:04d}", "pass": 1, "entries": [entry]}
    return site.call("POST", f"{COUNCIL}/so-a/second-scores", body, site.tokens[by]).status


def second(site: Site) -> str:
    """Who scores the leaf of so-a a second time."""
    for by in (BINH, CHI):
        own = site.done("GET", f"{COUNCIL}/so-a/second-scores", token=site.tokens[by])
        if LEAF in own["seconds"]:
            return by
    raise AssertionError(f"{LEAF} was dealt to nobody")


def shown(site: Site) -> Any:
    return site.done("GET", SCORES, token=site.tokens[SECRETARY])


def test_draws_scores_and_settlements_at_once_end_with_one_each_and_nothing_lost(
    live: Site,
) -> None:
    with ThreadPoolExecutor(AT_ONCE) as all_at_once:
        drawn = list(all_at_once.map(lambda _: draw(live), range(AT_ONCE)))
    assert sorted(drawn) == [200] + [409] * (AT_ONCE - 1)
    by = second(live)

    with ThreadPoolExecutor(AT_ONCE) as all_at_once:
        scored = list(all_at_once.map(lambda number: score(live, by, number), range(AT_ONCE)))
    assert sorted(scored) == [200] + [412] * (AT_ONCE - 1)
    own = live.done("GET", f"{COUNCIL}/so-a/second-scores", token=live.tokens[by])
    kept = own["scores"]["1"][LEAF]
    assert (kept["comment"], kept["version"]) == (f"lần {scored.index(200)}", 1)

    first = {"leaf": LEAF, "version": 0, "value": {"points": "2.5"}, "comment": "đủ"}
    body = {"save_id": "save-0001", "pass": 1, "entries": [first]}
    live.done("POST", f"{COUNCIL}/so-a/appraisals", body, live.tokens[AN])
    (pair,) = shown(live)["pairs"]

    def settle(number: int) -> int:
        how = ("ask", "keep_first")[number % 2]
        case = {"unit": "so-a", "leaf": LEAF, "marks": pair["marks"]}
        wanted = {**case, "how": how, "reason": f"lần {number}"}
        return live.call("POST", f"{SCORES}/settlements", wanted, live.tokens[SECRETARY]).status

    with ThreadPoolExecutor(AT_ONCE) as all_at_once:
        settled = list(all_at_once.map(settle, range(AT_ONCE)))
    assert set(settled) <= {200, 412}
    assert 200 in settled
    (after,) = shown(live)["pairs"]
    assert after["state"] in ("asked", "kept")
    told = int(after["settlement"]["reason"].removeprefix("lần "))
    assert settled[told] == 200


def test_an_assignment_that_moves_under_second_scores_ends_them_and_they_are_dealt_elsewhere(
    live: Site,
) -> None:
    assert draw(live) == 200
    by = second(live)
    (other,) = {BINH, CHI} - {by}
    row = {"index": "departments", "part": LEAF, "units": ["so-a"], "member": by}
    entry = {"leaf": LEAF, "version": 0, "value": {"points": "2.5"}, "comment": "đủ"}
    body = {"save_id": "save-0001", "pass": 1, "entries": [entry]}
    live.done("POST", f"{COUNCIL}/so-a/appraisals", body, live.tokens[AN])

    def go_on(_: int) -> list[int]:
        statuses, version = [], 0
        for number in range(12):
            statuses.append(score(live, by, number, version))
            version += statuses[-1] == 200
        return statuses

    with ThreadPoolExecutor(2) as all_at_once:
        scoring = all_at_once.submit(go_on, 0)
        assign(live, 1, row)
        statuses = scoring.result()
    assert set(statuses) <= {200, 403}
    assert statuses == sorted(statuses)  # from the move on nothing is taken any more
    assert score(live, by, 99, statuses.count(200)) == 403
    if 200 in statuses:  # what was given stays, with its author
        assert shown(live)["given"] == 1
    else:
        assert {"unit": "so-a", "criterion": LEAF} in shown(live)["undealt"]
        live.done("POST", f"{SCORES}/deal", {}, live.tokens[SECRETARY])
        assert second(live) == other


def test_what_a_removed_member_had_not_scored_is_dealt_to_others_once(live: Site) -> None:
    assert draw(live) == 200
    by = second(live)
    accounts = live.done("GET", f"/api/ops/rounds/{ROUND}/accounts", token=live.by_ops)["accounts"]
    (sub,) = [each["sub"] for each in accounts if each["email"] == by]
    live.done(
        "POST", f"/api/ops/rounds/{ROUND}/accounts/{sub}/disable", {"reason": "đã rời"}, live.by_ops
    )
    waiting = shown(live)["undealt"]
    assert len(waiting) == 7

    def deal(_: int) -> int:
        return live.call("POST", f"{SCORES}/deal", {}, live.tokens[SECRETARY]).status

    with ThreadPoolExecutor(4) as all_at_once:
        statuses = list(all_at_once.map(deal, range(4)))
    assert set(statuses) <= {200, 412}
    after = shown(live)
    assert after["undealt"] == []
    (other,) = {BINH, CHI} - {by}
    assert after["seconds"] == [{"member": other, "dealt": 14, "given": 0}]
