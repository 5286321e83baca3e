"""Rulings that need two people, as operations staff, chair and secretariat meet them."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions.rounds import current
from tests.api.conftest import SECRETARY
from tests.site import Site
from tests.small_round import ROUND

OPS, COUNCIL = f"/api/ops/rounds/{ROUND}", f"/api/council/{ROUND}"
OUT = {
    "kind": "exclusion",
    "unit": "so-b",
    "reason": "không trung thực",
    "document": "12/QĐ-UBND",
    "dated": "2026-11-01",
}
FIGURE = {"kind": "external", "unit": "so-a", "leaf": "3.2", "value": {"percent": "85.3"}}


@pytest.fixture
def proposed(site: Site) -> Site:
    site.load()
    saved = site.done("PUT", f"{OPS}/rulings", {"rulings": [OUT, FIGURE]}, site.by_ops)
    assert saved == {"saved": 2, "waiting": 1}
    return site


def waiting(site: Site, token: str) -> list[Any]:
    shown = site.done("GET", f"{COUNCIL}/rulings", token=token)["proposals"]
    return [each for each in shown if each["state"] == "waiting"]


def in_force(site: Site) -> set[str]:
    kept = site.done("GET", f"{OPS}/rulings", token=site.by_ops)["rulings"]
    return {each["kind"] for each in kept}


def test_the_secretariat_confirms_what_operations_staff_propose(proposed: Site) -> None:
    token = proposed.account(SECRETARY, "secretariat")
    (one,) = waiting(proposed, token)
    assert (one["ruling"]["document"], one["ruling"]["dated"]) == ("12/QĐ-UBND", "2026-11-01")
    assert (one["before"], one["own"], one["own_unit"]) == (None, False, False)
    drafts = proposed.done("GET", f"{COUNCIL}/drafts", token=token)
    assert (drafts["waiting_rulings"], in_force(proposed)) == (1, {"external"})
    body = {"proposals": [one["proposal"]], "confirm": True}
    (made,) = proposed.done("POST", f"{COUNCIL}/rulings/decide", body, token)["proposals"]
    assert (made["state"], made["decided_by"]) == ("confirmed", SECRETARY)
    assert in_force(proposed) == {"external", "exclusion"}
    assert proposed.done("GET", f"{OPS}/drafts", token=proposed.by_ops)["waiting_rulings"] == 0


def test_who_proposed_is_told_so_and_takes_it_back_with_a_reason_alone(proposed: Site) -> None:
    (one,) = waiting(proposed, proposed.by_ops)
    assert one["own"] and not one["namesake"]
    body = {"proposals": [one["proposal"]], "confirm": True}

    def decided(**changed: Any) -> Any:
        path = f"{COUNCIL}/rulings/decide"
        return proposed.call("POST", path, {**body, **changed}, proposed.by_ops)

    assert decided().status == 403
    assert decided(confirm=False).problems == [("reason", "missing")]
    assert decided(confirm=False, reason="nhầm đơn vị").status == 200
    assert waiting(proposed, proposed.by_ops) == []


def test_a_proposal_about_a_unit_that_left_the_round_is_shown_by_its_id(
    proposed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = current.units

    def without(*given: Any) -> Any:
        return {name: unit for name, unit in units(*given).items() if name != "so-b"}

    monkeypatch.setattr(current, "units", without)
    (one,) = waiting(proposed, proposed.by_ops)
    assert one["name"] == {"vi": "so-b", "en": "so-b"}


def test_a_day_that_is_none_is_refused(proposed: Site) -> None:
    body = {"rulings": [{**OUT, "dated": "2026-02-31"}]}
    refused = proposed.call("PUT", f"{OPS}/rulings", body, proposed.by_ops)
    assert refused.problems == [("rulings[0].dated", "no_day")]
