"""Operations staff reopen one unit, or give it more time; nobody else is touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.assessment.sheets import Save
from chalicelib.store import audit, sheets, tables
from tests import scoring_story as story
from tests import unit_story
from tests.api.conftest import Clock, Prepare
from tests.calls import counted
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER

UNIT = f"/api/units/{ROUND}/so-a"
OPS = f"/api/ops/rounds/{ROUND}/units"
CLOSES = "2026-11-20T06:00:00Z"
LONGER = "2026-11-20T09:00:00Z"


@pytest.fixture
def submitted(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """Two units have filled their sheets, one has submitted, and the deadline has passed."""

    def steps() -> None:
        story.load()
        for unit in ("so-a", "so-b"):
            story.assess(unit)
            site.editor(unit)
        submit("so-a")
        clock.pass_(hours=2)

    prepare(steps)
    return site


def submit(unit: str) -> None:
    """As submitting leaves the sheet."""
    key = f"{ROUND}/{unit}"
    sheet = sheets.get(key)
    after = replace(
        sheet, version=sheet.version + 1, submitted_at=NOW, digest="d" * 64, receipt="ABCD"
    )
    assert sheets.record(
        key, after, Save("submit-01", "x", "a@example.test", NOW, LATER, {"": {"receipt": "ABCD"}})
    )


def reopen(
    site: Site, unit: str = "so-a", window: str = "self_assessment", until: str = LONGER
) -> Answer:
    return site.call(
        "POST",
        f"{OPS}/{unit}/windows/{window}/open",
        {"until": until, "reason": "bổ sung hồ sơ"},
        site.by_ops,
    )


def save(site: Site, unit: str = "so-a", version: int = 1) -> Answer:
    entry = {"leaf": "1.2", "value": {"count": 1}, "version": version}
    return site.call(
        "POST",
        f"/api/units/{ROUND}/{unit}/sheet",
        {"save_id": f"again-{unit}-1", "entries": [entry]},
        site.editor(unit),
    )


def state(site: Site, unit: str = "so-a") -> Any:
    return site.done("GET", f"/api/units/{ROUND}/{unit}", token=site.editor(unit))


def test_a_reopened_unit_can_write_again_and_its_earlier_submission_stays_on_record(
    submitted: Site,
) -> None:
    before = state(submitted)
    assert (
        before["submitted_at"] == before["locked_since"]
        and before["locked_reason"]["vi"] == "đã gửi đi"
    )
    assert save(submitted).code in ("already_submitted", "window_closed")
    window = reopen(submitted).json
    assert (window["state"], window["unit_only"], window["reason"]) == (
        "open",
        True,
        "bổ sung hồ sơ",
    )
    assert save(submitted).status == 200
    after = state(submitted)
    assert after["submitted_at"] is after["locked_since"] is after["locked_reason"] is None
    assert after["windows"]["self_assessment"]["reason"] == "bổ sung hồ sơ"
    kept = [row["saved_at"] for row in _saves("so-a") if '"receipt"' in row["changes"]]
    assert kept == [before["submitted_at"]]


def _saves(unit: str) -> list[dict[str, Any]]:
    return list(tables.query("sheets", "sheet", f"{ROUND}/{unit}", prefix=("item", "save#")))


def test_why_ops_closed_a_window_is_for_ops_alone(submitted: Site) -> None:
    reopen(submitted)
    reason = "nghi làm giả hồ sơ"
    closed = submitted.done(
        "POST", f"{OPS}/so-a/windows/self_assessment/close", {"reason": reason}, submitted.by_ops
    )
    assert closed["reason"] == reason
    told = submitted.call("GET", UNIT, token=submitted.editor("so-a")).json
    assert told["windows"]["self_assessment"]["closes"] == closed["closes"]
    assert told["windows"]["self_assessment"]["reason"] is None
    assert reason not in str(told)


def test_the_others_stay_locked_and_are_told_since_when_and_why(submitted: Site) -> None:
    reopen(submitted)
    refused = save(submitted, "so-b")
    assert refused.code in ("window_closed", "already_submitted")
    other = state(submitted, "so-b")
    assert not other["windows"]["self_assessment"]["unit_only"] and other["locked_since"]


def test_what_was_given_to_a_unit_ends_at_its_own_instant(submitted: Site, clock: Clock) -> None:
    reopen(submitted)
    clock.pass_(hours=2)
    refused = save(submitted)
    assert refused.code == "window_closed" and "16:00 ngày 20/11/2026" in refused.json["detail"]
    assert state(submitted)["locked_since"] == "2026-11-20T09:00:00.000Z"


def test_a_unit_can_be_closed_again_in_ten_seconds(submitted: Site, clock: Clock) -> None:
    reopen(submitted)
    closed = submitted.done(
        "POST", f"{OPS}/so-a/windows/self_assessment/close", {"reason": "xong"}, submitted.by_ops
    )
    assert closed["closes"] == "2026-11-20T07:00:10.000Z"
    clock.pass_(seconds=10)
    detail = save(submitted).json["detail"]
    assert "điều hành đã đóng" in detail and "xong" not in detail


@pytest.mark.parametrize(
    ("unit", "window", "code"),
    [
        ("so-z", "self_assessment", "not_found"),
        ("so-a", "tet", "invalid"),
        ("so-a", "survey", "invalid"),
    ],
)
def test_what_does_not_exist_for_one_unit_is_refused(
    submitted: Site, unit: str, window: str, code: str
) -> None:
    assert reopen(submitted, unit, window).code == code


def test_every_act_is_on_record_with_its_reason_and_its_unit(submitted: Site) -> None:
    reopen(submitted)
    acts = [
        (act.act, act.reason)
        for act in audit.list_acts(ROUND)
        if act.subject == "self_assessment/so-a"
    ]
    assert acts == [("open_window", "bổ sung hồ sơ")]


def test_a_unit_reopened_for_its_lists_can_send_them(submitted: Site) -> None:
    assert (
        submitted.call("PUT", f"{UNIT}/lists/leaders", {"respondents": []}, submitted.editor()).code
        == "window_closed"
    )
    reopen(submitted, window="respondent_lists")
    person = {"name": "Người trả lời 0001", "email": "nguoi-0001@example.test"}
    assert (
        submitted.call(
            "PUT", f"{UNIT}/lists/leaders", {"respondents": [person]}, submitted.editor()
        ).status
        == 200
    )


def listed(site: Site) -> dict[str, Any]:
    return {each["unit"]: each for each in site.done("GET", OPS, token=site.by_ops)["units"]}


def test_every_unit_is_listed_with_how_far_it_is_and_what_was_decided_for_it_alone(
    submitted: Site,
) -> None:
    before = listed(submitted)
    assert list(before) == ["so-a", "so-b", "quan-c"]
    assert (before["so-a"]["done"], before["so-a"]["leaves"]) == (6, 6)
    assert (before["quan-c"]["done"], before["quan-c"]["leaves"]) == (0, 1)
    assert {unit["submission"] for unit in before.values()} == {"not_submitted"}
    assert all(unit["windows"] == {} for unit in before.values())
    window = reopen(submitted).json
    assert {name: unit["windows"] for name, unit in listed(submitted).items()} == {
        "so-a": {"self_assessment": window},
        "so-b": {},
        "quan-c": {},
    }


def test_a_leaf_that_does_not_apply_is_not_to_be_filled(submitted: Site) -> None:
    ruling = {"kind": "not_applicable", "unit": "so-a", "leaf": "2.1.2", "reason": "không có việc"}
    submitted.done(
        "PUT", f"/api/ops/rounds/{ROUND}/rulings", {"rulings": [ruling]}, submitted.by_ops
    )
    assert (listed(submitted)["so-a"]["done"], listed(submitted)["so-a"]["leaves"]) == (5, 5)


def test_what_a_unit_has_sent_is_told_on_time_with_its_receipt_also_while_it_is_open_again(
    site: Site, aws: Aws, pdf: bytes, clock: Clock
) -> None:
    site.load()
    site.open("self_assessment", LONGER)
    receipt = unit_story.send(site, aws, pdf)
    sent = listed(site)["so-a"]
    assert (sent["submission"], sent["receipt"], sent["reopened"]) == (
        "on_time",
        receipt["receipt"],
        False,
    )
    assert sent["sent_at"] == receipt["submitted_at"]
    one = site.done("GET", f"{OPS}/so-a", token=site.by_ops)
    assert one["sent"]["unchanged"] and one["sent"]["report"]["name"] == "Báo cáo đã ký.pdf"
    assert (one["windows"]["survey"]["state"], one["contacts"]) == ("not_yet", [])
    clock.pass_(hours=5)
    reopen(site, until="2026-11-20T15:00:00Z")
    assert listed(site)["so-a"]["reopened"]
    window = site.done("GET", f"{OPS}/so-a", token=site.by_ops)["windows"]["self_assessment"]
    assert window["unit_only"] and window["decided_by"] == site.ops[0]
    assert (window["official_closes"], window["decided_at"]) == (None, "2026-11-20T10:00:00.000Z")


def test_all_units_are_read_in_one_call_for_their_sheets(submitted: Site) -> None:
    with counted() as calls:
        listed(submitted)
    assert calls["BatchGetItem"] == 1 and calls.total() < 8
