"""The progress of the appraisal over the API, and the letters that remind members."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import MEMBER, SECRETARY, Prepare
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND, VALUES

COUNCIL = f"/api/council/{ROUND}"
HOUR = "2026-11-20T06:00:00Z"


@pytest.fixture
def council(site: Site, aws: Aws, prepare: Prepare) -> Site:
    """The first pass is open, for a council of one member and a secretary."""

    def steps() -> None:
        site.load()
        site.open("appraisal_first", HOUR)
        site.account(MEMBER, "council")
        site.account(SECRETARY, "secretariat")

    prepare(steps)
    return site


def progress(site: Site) -> Any:
    return site.done("GET", f"{COUNCIL}/progress", token=site.account(SECRETARY, "secretariat"))


def remind(site: Site, *members: str) -> Any:
    token = site.account(SECRETARY, "secretariat")
    return site.done("POST", f"{COUNCIL}/reminders", {"members": list(members)}, token)


def test_progress_is_told_by_member_area_and_unit(council: Site) -> None:
    entry = {"leaf": "1.2", "value": VALUES["1.2"], "version": 0}
    body = {"save_id": "save-0001", "pass": 1, "entries": [entry]}
    council.done("POST", f"{COUNCIL}/so-a/appraisals", body, council.account(MEMBER, "council"))
    told = progress(council)
    (member,) = told["members"]
    assert (member["member"], member["done"], member["may_remind"]) == (MEMBER, 1, True)
    area, *_ = told["areas"]
    assert (area["index"], area["area"], area["done"]) == ("departments", "1", 1)
    assert (area["assigned"], told["unassigned"]) == (6, 0)
    assert [unit["done"] for unit in told["units"]] == [1, 0, 0]


def test_a_member_gets_one_letter_a_day_with_what_is_left(council: Site) -> None:
    before = len(council.letters(MEMBER))
    left = progress(council)["members"][0]["assigned"]
    assert remind(council, MEMBER) == {"reminded": {MEMBER: left}, "skipped": {}}
    assert remind(council, MEMBER) == {"reminded": {}, "skipped": {MEMBER: "today"}}
    sent = council.letters(MEMBER)[before:]
    assert len(sent) == 1 and f"<strong>{left}</strong> lượt" in sent[0] and "13:00 ngày" in sent[0]
    (member,) = progress(council)["members"]
    assert (member["reminder"]["by"], member["may_remind"]) == (SECRETARY, False)


def test_members_do_not_see_it_and_remind_nobody(council: Site) -> None:
    token = council.account(MEMBER, "council")
    assert council.call("GET", f"{COUNCIL}/progress", token=token).status == 403
    body = {"members": [MEMBER]}
    assert council.call("POST", f"{COUNCIL}/reminders", body, token).status == 403
