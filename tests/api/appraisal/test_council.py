from __future__ import annotations

from typing import Any

import pytest

from chalicelib.store import audit
from tests.api.conftest import Clock, Prepare
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import POINTS, ROUND, VALUES
from tests.unit_story import approve, attach, save, send, upload_report

COUNCIL = f"/api/council/{ROUND}"
MEMBER = "hoi-dong@example.test"
HOUR = "2026-11-20T06:00:00Z"
VALUE_OF_ITS_OWN = {"value": VALUES["2.1.2"]}


@pytest.fixture
def scored(site: Site, prepare: Prepare) -> Site:
    """so-a has saved every value; the council's first pass is open."""
    entries = [{"leaf": leaf, "value": value, "version": 0} for leaf, value in VALUES.items()]
    body = {"save_id": "save-0001", "entries": entries}

    def steps() -> None:
        site.load()
        site.open("self_assessment", HOUR)
        site.done("POST", f"/api/units/{ROUND}/so-a/sheet", body, site.editor())
        site.open("appraisal_first", HOUR)

    prepare(steps)
    return site


def appraise(
    site: Site,
    *entries: dict[str, Any],
    number: Any = 1,
    save_id: str = "save-0001",
    token: str = "",
) -> Answer:
    body = {"save_id": save_id, "pass": number, "entries": list(entries)}
    return site.call(
        "POST", f"{COUNCIL}/so-a/appraisals", body, token or site.account(MEMBER, "council")
    )


def shown(site: Site) -> Any:
    return site.done("GET", f"{COUNCIL}/so-a/sheet", token=site.account(MEMBER, "council"))


def test_the_council_sees_every_unit_and_how_far_it_is(scored: Site) -> None:
    appraise(scored, {"leaf": "1.2", "value": {"count": 2}, "version": 0})
    units = scored.done("GET", f"{COUNCIL}/units", token=scored.account(MEMBER, "council"))["units"]
    assert [(unit["unit"], unit["appraised"], unit["leaves"]) for unit in units] == [
        ("so-a", 1, 7),
        ("so-b", 0, 7),
        ("quan-c", 0, 1),
    ]
    assert units[0]["areas"] == {
        "1": {"appraised": 1, "leaves": 3},
        "2": {"appraised": 0, "leaves": 4},
        "3": {"appraised": 0, "leaves": 0},
    }


def test_the_council_sees_what_the_unit_sent_and_opens_its_evidence_beside_the_form(
    site: Site, aws: Aws, pdf: bytes
) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    send(site, aws, pdf)
    sheet = shown(site)
    assert {
        leaf: entry["points"] for leaf, entry in sheet["entries"].items() if entry["points"]
    } == POINTS
    (file,) = sheet["evidence"]
    assert file["leaves"] == ["1.1.1", "1.1.2"]
    token, path = site.account(MEMBER, "council"), f"{COUNCIL}/so-a/evidence/{file['evidence']}"
    assert "attachment" in site.done("GET", f"{path}/link", token=token)["url"]
    assert "inline" in site.done("GET", f"{path}/link?shown=beside", token=token)["url"]


def test_nothing_is_shown_before_it_is_sent(scored: Site, aws: Aws, pdf: bytes) -> None:
    file = attach(scored, aws, pdf, ["1.1.1"]).json
    sheet = shown(scored)
    assert (sheet["sent"], sheet["entries"], sheet["evidence"]) == (None, {}, [])
    assert sheet["doubts"]["1.2"] == ["not_sent"]
    link = f"{COUNCIL}/so-a/evidence/{file['evidence']}/link"
    assert scored.call("GET", link, token=scored.account(MEMBER, "council")).status == 404


def test_what_a_unit_changes_once_its_sheet_is_open_again_is_not_shown(
    site: Site, aws: Aws, pdf: bytes, clock: Clock
) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    send(site, aws, pdf)
    sent = shown(site)
    clock.pass_(minutes=1)
    body = {"until": HOUR, "reason": "bổ sung"}
    window = f"/api/ops/rounds/{ROUND}/units/so-a/windows/self_assessment/open"
    site.done("POST", window, body, site.by_ops)
    save(site, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    attach(site, aws, pdf, ["2.2"])
    later = shown(site)
    assert (later["submitted_at"], later["sent"]["unchanged"]) == (None, False)
    assert {name: later[name] for name in ("entries", "evidence", "doubts")} == {
        name: sent[name] for name in ("entries", "evidence", "doubts")
    }


def test_another_value_than_the_units_own_needs_a_reason_and_all_that_lack_one_are_named(
    site: Site, aws: Aws, pdf: bytes
) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    send(site, aws, pdf)
    site.open("appraisal_first", HOUR)
    entries = [
        {"leaf": "1.2", "value": {"count": 2}, "version": 0},
        {"leaf": "2.1.1", "value": {"breaches": "1.0"}, "version": 0},
        {"leaf": "2.1.2", "value": {"points": "3"}, "version": 0, "comment": "  "},
        {"leaf": "2.2", "value": {"points": "1"}, "version": 0},
    ]
    assert appraise(site, *entries).problems == [
        ("2.1.2", "out_of_range"),
        ("1.2", "reason_missing"),
        ("2.1.2", "reason_missing"),
    ]
    assert shown(site)["appraisals"]["1"] == {}
    entries[0]["comment"], entries[2] = "thiếu một", entries[2] | VALUE_OF_ITS_OWN
    assert appraise(site, *entries).status == 200


def test_the_council_can_see_that_what_it_appraises_is_what_was_sent(
    site: Site, aws: Aws, pdf: bytes
) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    assert shown(site)["sent"] is None
    token = site.account(MEMBER, "council")
    assert site.call("GET", f"{COUNCIL}/so-a/report/link", token=token).status == 404
    receipt = send(site, aws, pdf)
    sent = shown(site)["sent"]
    assert {name: sent[name] for name in ("submitted_at", "on_time", "receipt", "digest")} == {
        name: receipt[name] for name in ("submitted_at", "on_time", "receipt", "digest")
    }
    assert (sent["unchanged"], sent["report"]["sha256"]) == (True, receipt["report_sha256"])
    body = {"until": HOUR, "reason": "bổ sung"}
    site.done(
        "POST",
        f"/api/ops/rounds/{ROUND}/units/so-a/windows/self_assessment/open",
        body,
        site.by_ops,
    )
    save(site, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    approve(site, "approve-2")
    upload_report(site, aws, signing.signed())
    later = shown(site)["sent"]
    assert later == sent | {"unchanged": False}


def test_the_report_that_was_sent_is_opened_by_council_and_ops_alone_and_that_is_on_record(
    site: Site, aws: Aws, pdf: bytes
) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    send(site, aws, pdf)
    by_council, by_ops = (
        f"{COUNCIL}/so-a/report/link",
        f"/api/ops/rounds/{ROUND}/units/so-a/report/link",
    )
    member = site.account(MEMBER, "council")
    for path, token in ((by_council, member), (by_ops, site.by_ops)):
        assert f"{ROUND}/so-a/report/" in site.done("GET", path, token=token)["url"]
    for path, token in ((by_council, site.by_ops), (by_council, site.leader()), (by_ops, member)):
        assert site.call("GET", path, token=token).status == 403
    opened = [(act.by, act.subject) for act in audit.list_acts(ROUND) if act.act == "open_report"]
    assert sorted(opened) == sorted([(MEMBER, "so-a"), (site.ops[0], "so-a")])


def test_self_first_and_second_values_are_all_kept(site: Site, aws: Aws, pdf: bytes) -> None:
    site.load()
    site.open("self_assessment", HOUR)
    send(site, aws, pdf)
    site.open("appraisal_first", HOUR)
    appraise(site, {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0})
    site.open("appraisal_final", HOUR)
    appraise(
        site,
        {"leaf": "1.2", "value": {"count": 3}, "comment": "đã bổ sung", "version": 0},
        number=2,
    )
    sheet = shown(site)
    assert sheet["entries"]["1.2"]["value"] == {"count": 3}
    first, second = sheet["appraisals"]["1"]["1.2"], sheet["appraisals"]["2"]["1.2"]
    assert (first["value"], first["points"], first["comment"]) == (
        {"count": 2},
        "1.00",
        "thiếu một",
    )
    assert (second["value"], second["points"], second["comment"]) == (
        {"count": 3},
        "1.50",
        "đã bổ sung",
    )


def test_the_council_alone_scores_a_council_only_leaf(scored: Site) -> None:
    saved = appraise(scored, {"leaf": "2.2", "value": {"points": "1.5"}, "version": 0}).json
    assert saved["entries"]["2.2"] == {"version": 1, "value": {"points": "1.5"}, "points": "1.50"}


def test_bad_values_are_refused_with_every_error_and_nothing_is_kept(scored: Site) -> None:
    refused = appraise(
        scored,
        {"leaf": "1.2", "value": {"count": 3}, "version": 0},
        {"leaf": "2.1.2", "value": {"points": "3"}, "version": 0},
        {"leaf": "3.1", "value": {"points": "1"}, "version": 0},
        {"leaf": "9.9", "value": {"points": "1"}, "version": 0},
    )
    assert refused.problems == [
        ("2.1.2", "out_of_range"),
        ("3.1", "not_self_assessed"),
        ("9.9", "unknown_leaf"),
    ]
    assert shown(scored)["appraisals"]["1"] == {}


@pytest.mark.parametrize("number", [0, 3, "1"])
def test_there_are_two_passes(scored: Site, number: Any) -> None:
    refused = appraise(scored, {"leaf": "1.2", "value": {"count": 1}, "version": 0}, number=number)
    assert [at for at, _ in refused.problems] == ["pass"]


def test_each_pass_has_its_own_window(scored: Site, clock: Clock) -> None:
    change = {"leaf": "1.2", "value": {"count": 1}, "version": 0}
    assert appraise(scored, change, number=2).code == "window_closed"
    clock.pass_(hours=1)
    assert appraise(scored, change).code == "window_closed"
    scored.open("appraisal_final", "2026-11-20T07:00:00Z")
    assert appraise(scored, change, number=2).status == 200


def test_a_member_appraises_the_assigned_areas_alone_and_every_other_leaf_is_named(
    scored: Site,
) -> None:
    token = scored.account("linh-vuc-1@example.test", "council", areas=["departments/1"])
    inside = {"leaf": "1.2", "value": {"count": 1}, "version": 0}
    outside = [{"leaf": leaf, "value": VALUES[leaf], "version": 0} for leaf in ("2.1.1", "2.1.2")]
    refused = appraise(scored, inside, *outside, token=token)
    assert (refused.status, [at for at, _ in refused.problems]) == (403, ["2.1.1", "2.1.2"])
    assert shown(scored)["appraisals"]["1"] == {}
    assert appraise(scored, inside, token=token).status == 200


def test_two_members_on_one_leaf_both_see_both_values(scored: Site) -> None:
    appraise(scored, {"leaf": "1.2", "value": {"count": 2}, "comment": "hai", "version": 0})
    other = scored.account("khac@example.test", "council")
    refused = appraise(
        scored,
        {"leaf": "1.2", "value": {"count": 1}, "version": 0},
        save_id="save-0002",
        token=other,
    )
    assert refused.status == 412
    (clash,) = refused.json["errors"]
    assert (clash["yours"]["value"], clash["theirs"]["value"]) == ({"count": 1}, {"count": 2})


def test_a_repeated_save_is_a_success(scored: Site) -> None:
    change = {"leaf": "1.2", "value": {"count": 2}, "version": 0}
    assert appraise(scored, change).json == appraise(scored, change).json


def test_the_council_of_a_round_is_no_council_elsewhere_and_units_are_none_at_all(
    scored: Site,
) -> None:
    token = scored.account(MEMBER, "council")
    assert scored.call("GET", "/api/council/khac/units", token=token).status == 403
    for asking in (scored.editor(), scored.by_ops):
        assert scored.call("GET", f"{COUNCIL}/units", token=asking).status == 403


def test_an_unknown_unit_is_not_found(scored: Site) -> None:
    assert (
        scored.call("GET", f"{COUNCIL}/so-z/sheet", token=scored.account(MEMBER, "council")).status
        == 404
    )
