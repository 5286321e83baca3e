"""The first and the final result are released by one act each, and units see what was released."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.store import audit
from tests.api.conftest import SECRETARY, Clock, Prepare
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import ROUND, VALUES
from tests.survey_story import Mailbox, mailbox
from tests.unit_story import UNIT, send

__all__ = ["mailbox"]

COUNCIL = f"/api/council/{ROUND}"
MEMBER = "hoi-dong@example.test"
TWO = {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0}


@pytest.fixture
def appraised(open_: Site, aws: Aws, pdf: bytes, clock: Clock, prepare: Prepare) -> Site:
    """so-a has sent its sheet; the first pass has given it a value, and is over."""

    def steps() -> None:
        send(open_, aws, pdf)
        appraise(open_, 1, "2026-11-20T05:30:00Z", TWO)
        clock.pass_(hours=1)

    prepare(steps)
    return open_


def appraise(site: Site, number: int, until: str, *entries: dict[str, Any]) -> None:
    site.open("appraisal_first" if number == 1 else "appraisal_final", until)
    body = {"save_id": f"appraise-{until[11:13]}", "pass": number, "entries": list(entries)}
    site.done("POST", f"{COUNCIL}/so-a/appraisals", body, site.account(MEMBER, "council"))


def secretary(site: Site) -> str:
    return site.account(SECRETARY, "secretariat")


def overview(site: Site, number: int = 1, index: str = "departments") -> Any:
    """The overview with the pass of the index alone."""
    whole = site.done("GET", f"{COUNCIL}/releases", token=secretary(site))
    (found,) = [one for one in whole["passes"] if (one["pass"], one["index"]) == (number, index)]
    return {"version": whole["version"], **found}


def release(site: Site, number: int = 1, token: str = "", **changed: Any) -> Answer:
    """Release what the overview shows."""
    seen = overview(site, number)
    body = {
        "pass": number,
        "indexes": ["departments"],
        "waiting": seen["waiting"],
        "version": seen["version"],
        "reason": "Biên bản số 5",
        **changed,
    }
    return site.call("POST", f"{COUNCIL}/releases", body, token or secretary(site))


def results(site: Site, unit: str = "so-a") -> Any:
    path = f"/api/units/{ROUND}/{unit}/results"
    shown = site.done("GET", path, token=site.editor(unit))
    return {**shown, "lines": {(each["kind"], each["code"]): each for each in shown["lines"]}}


def test_a_unit_sees_nothing_of_a_pass_that_is_over_until_it_is_released(appraised: Site) -> None:
    before = results(appraised)
    assert (before["lines"], before["released"], before["first_shown"]) == ({}, {}, False)
    supplement = appraised.done("GET", f"{UNIT}/supplement", token=appraised.editor())
    assert supplement["first_result"] is None
    assert release(appraised).status == 200
    shown = results(appraised)
    line = shown["lines"]["leaf", "1.2"]
    assert line["points"] == {"own": "1.50", "first": "1.00", "final": None}
    assert line["first"] == {"value": {"count": 2}, "words": "2", "reason": "thiếu một"}
    assert shown["lines"]["area", "1"]["points"] == {"own": "3.80", "first": "1.00", "final": None}
    assert shown["lines"]["total", ""]["points"] == {"own": "6.05", "first": "1.00", "final": None}
    assert (shown["first_shown"], shown["final_shown"]) == (True, False)
    assert MEMBER not in str(shown)
    supplement = appraised.done("GET", f"{UNIT}/supplement", token=appraised.editor())
    assert supplement["first_result"].keys() == {"1.2"}


def test_a_release_says_how_much_is_not_appraised_and_is_on_record(appraised: Site) -> None:
    before = overview(appraised)
    assert (before["criteria"], before["waiting"], before["releases"]) == (14, 13, [])
    assert release(appraised).status == 200
    (made,) = overview(appraised)["releases"]
    assert {name: made[name] for name in ("number", "by", "reason", "waiting")} == {
        "number": 1,
        "by": SECRETARY,
        "reason": "Biên bản số 5",
        "waiting": 13,
    }
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "release_result"]
    assert (act.by, act.subject, act.reason) == (SECRETARY, "1/departments", "Biên bản số 5")


def test_a_pass_must_be_over_for_every_unit_and_those_where_it_is_not_are_named(
    open_: Site, clock: Clock
) -> None:
    open_.open("appraisal_first", "2026-11-20T05:30:00Z")
    body = {"until": "2026-11-20T09:00:00Z", "reason": "gia hạn"}
    window = f"/api/ops/rounds/{ROUND}/units/so-b/windows/appraisal_first/open"
    open_.done("POST", window, body, open_.by_ops)
    assert [at for at, _ in release(open_).problems] == ["so-a", "so-b"]
    clock.pass_(minutes=30)
    assert [at for at, _ in release(open_).problems] == ["so-a", "so-b"]
    clock.pass_(seconds=10)
    assert release(open_).problems == [("so-b", "pass_open")]
    assert [unit["unit"] for unit in overview(open_)["still_open"]] == ["so-b"]
    assert [at for at, _ in release(open_, 2).problems] == ["so-a", "so-b"]
    assert results(open_)["released"] == {}


def test_what_was_seen_must_still_be_so_and_the_same_release_again_is_one(appraised: Site) -> None:
    assert release(appraised, waiting=0).code == "changed_meanwhile"
    assert release(appraised, version=3).code == "changed_meanwhile"
    assert release(appraised, indexes=["x"]).problems == [("indexes", "unknown_index")]
    assert release(appraised).status == 200
    assert release(appraised, version=0).status == 200
    assert release(appraised, version=0, reason="khác").code == "changed_meanwhile"
    assert len(overview(appraised)["releases"]) == 1


def test_what_is_changed_after_a_release_waits_for_a_further_one(
    appraised: Site, clock: Clock
) -> None:
    release(appraised)
    before = results(appraised)
    clock.pass_(minutes=1)
    changed = {"leaf": "1.2", "value": {"count": 3}, "comment": "đã xem lại", "version": 1}
    appraise(appraised, 1, "2026-11-20T07:00:00Z", changed)
    assert results(appraised) == before
    assert [unit["unit"] for unit in overview(appraised)["changed"]] == ["so-a"]
    assert release(appraised).code == "conflict"
    clock.pass_(hours=2)
    assert results(appraised) == before
    assert release(appraised).status == 200
    assert results(appraised)["lines"]["leaf", "1.2"]["first"]["reason"] == "đã xem lại"
    seen = overview(appraised)
    assert ([made["number"] for made in seen["releases"]], seen["changed"]) == ([1, 2], [])


def test_in_the_final_result_the_latest_counts_and_the_unit_sees_all_side_by_side(
    appraised: Site, clock: Clock
) -> None:
    release(appraised)
    appraised.open("supplement", "2026-11-20T07:00:00Z")
    entry = {"leaf": "1.2", "explanation": "xem quyết định số 3", "version": 0}
    body = {"save_id": "supplement-1", "entries": [entry]}
    appraised.done("POST", f"{UNIT}/supplement/sheet", body, appraised.editor())
    clock.pass_(hours=1)
    three = {"leaf": "1.2", "value": {"count": 3}, "comment": "đã bổ sung", "version": 0}
    also = {"leaf": "2.1.1", "value": VALUES["2.1.1"], "version": 0}
    appraise(appraised, 2, "2026-11-20T08:00:00Z", three, also)
    clock.pass_(hours=2)
    assert results(appraised)["lines"]["leaf", "1.2"]["final"] is None
    assert overview(appraised, 2)["waiting"] == 12
    release(appraised, 2)
    line = results(appraised)["lines"]["leaf", "1.2"]
    assert line["points"] == {"own": "1.50", "first": "1.00", "final": "1.50"}
    assert (line["counted"], line["final"]["reason"]) == (2, "đã bổ sung")
    assert line["added"] == {"question": "", "explanation": "xem quyết định số 3", "files": []}
    total = results(appraised)["lines"]["total", ""]["points"]
    assert total == {"own": "6.05", "first": "1.00", "final": "2.25"}


def test_the_final_result_brings_the_first_with_it_since_what_counts_may_be_of_it(
    appraised: Site, clock: Clock
) -> None:
    also = {"leaf": "2.1.1", "value": VALUES["2.1.1"], "version": 0}
    appraise(appraised, 2, "2026-11-20T08:00:00Z", also)
    clock.pass_(hours=3)
    release(appraised, 2)
    lines = results(appraised)["lines"]
    assert [lines["leaf", code]["counted"] for code in ("1.2", "2.1.1")] == [1, 2]
    assert lines["leaf", "1.2"]["points"]["first"] == "1.00"


def test_the_first_result_shows_to_who_must_supplement_without_a_release(appraised: Site) -> None:
    appraised.open("supplement", "2026-11-20T07:00:00Z")
    shown = results(appraised)
    assert (shown["released"], shown["first_shown"], shown["final_shown"]) == ({}, True, False)
    assert shown["lines"]["leaf", "1.2"]["points"]["first"] == "1.00"


def test_a_release_is_for_the_units_of_its_indexes_alone(appraised: Site) -> None:
    release(appraised)
    assert results(appraised, "so-b")["first_shown"]
    assert not results(appraised, "quan-c")["first_shown"]
    token = appraised.editor("so-b")
    assert appraised.call("GET", f"{UNIT}/results", token=token).status == 403


def test_the_secretariat_and_operations_staff_release_and_no_member_does(appraised: Site) -> None:
    member, chair = appraised.account(MEMBER, "council"), appraised.account("c@e.test", "chair")
    for token in (member, chair):
        assert release(appraised, token=token).status == 403
        assert appraised.call("GET", f"{COUNCIL}/releases", token=token).status == 200
    assert release(appraised, token=appraised.leader()).status == 403
    assert release(appraised, token=appraised.by_ops).status == 200


def test_a_release_is_told_to_its_units_in_the_application_and_by_mail(
    appraised: Site, clock: Clock, mailbox: Mailbox
) -> None:
    ticking.tick(ROUND, clock.now())
    release(appraised)
    for _ in range(2):
        clock.pass_(minutes=5)
        ticking.tick(ROUND, clock.now())

    def told(unit: str) -> list[str]:
        path = f"/api/units/{ROUND}/{unit}/notices"
        found = appraised.done("GET", path, token=appraised.editor(unit))["notices"]
        return [each["id"] for each in found]

    assert "first_result-1" in told("so-a")
    assert "first_result-1" not in told("quan-c")
    letters = [data["vi"] for to, data in mailbox.letters if to == "so-a-1@example.test"]
    assert len([text for text in letters if "thẩm định lần 1" in text]) == 1


def test_the_final_release_shows_the_first_pass_as_it_is_by_then(
    appraised: Site, clock: Clock
) -> None:
    release(appraised)
    clock.pass_(minutes=1)
    changed = {"leaf": "1.2", "value": {"count": 3}, "comment": "đã xem lại", "version": 1}
    appraise(appraised, 1, "2026-11-20T07:00:00Z", changed)
    appraised.open("appraisal_final", "2026-11-20T07:00:00Z")
    clock.pass_(hours=1)
    assert release(appraised, 2).status == 200
    line = results(appraised)["lines"]["leaf", "1.2"]
    assert line["points"] == {"own": "1.50", "first": "1.50", "final": "1.50"}
    assert line["first"]["reason"] == "đã xem lại"
