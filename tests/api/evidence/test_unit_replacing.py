"""A unit replaces a file that was found bad after it had been sent; the council sees both."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib import clock as real_clock
from chalicelib.actions.evidence import inspecting
from chalicelib.store import audit
from tests.api.conftest import OPS, Clock, Prepare
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import FILE, REPORT, UNIT, approve, attach, complete, submit, upload_report

COUNCIL = f"/api/council/{ROUND}/so-a"
MEMBER = "hoi-dong@example.test"


@pytest.fixture
def bad(open_: Site, aws: Aws, clock: Clock, prepare: Prepare) -> dict[str, Any]:
    """A file that was found bad an instant after everything was sent."""

    def steps() -> dict[str, Any]:
        clock.pass_(seconds=1)
        complete(open_, aws, signing.plain())
        file: dict[str, Any] = attach(open_, aws, signing.plain()[:-200], ["1.2"]).json
        approve(open_)
        upload_report(open_, aws, signing.plain())
        assert submit(open_).status == 200
        clock.pass_(minutes=5)
        key = f"{ROUND}/so-a/{file['evidence']}"
        inspecting.inspect(key, file["version_id"], real_clock.now())
        return file

    return prepare(steps)


def shown(site: Site, evidence: str) -> Any:
    files = site.done("GET", f"{UNIT}/evidence", token=site.editor())["files"]
    return next(each for each in files if each["evidence"] == evidence)


def test_it_is_replaced_once_and_the_council_sees_both(
    open_: Site, aws: Aws, bad: dict[str, Any]
) -> None:
    before = shown(open_, bad["evidence"])
    assert before["replacement"] is None and before["replaceable_until"]
    path = f"{UNIT}/evidence/{bad['evidence']}/replacement"
    form = open_.done("POST", f"{path}/form", FILE, open_.editor())
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=signing.plain()
    )
    body = {"evidence": form["evidence"]}
    made = open_.done("POST", path, body, open_.editor())
    assert open_.done("POST", path, body, open_.editor()) == made  # sent again
    after = shown(open_, bad["evidence"])
    assert (after["replacement"], after["replaceable_until"]) == (made, None)
    assert (after["sha256"], after["state"]) == (bad["sha256"], "quarantined")
    assert open_.call("POST", f"{path}/form", FILE, open_.editor()).code == "conflict"
    assert "replacement/" in open_.done("GET", f"{path}/link", token=open_.editor())["url"]

    token = open_.account(MEMBER, "council")
    sheet = open_.done("GET", f"{COUNCIL}/sheet", token=token)
    assert sheet["sent"]["unchanged"] is True
    (seen,) = [each for each in sheet["evidence"] if each["evidence"] == bad["evidence"]]
    assert seen["replacement"] == made
    link = f"{COUNCIL}/evidence/{bad['evidence']}/replacement/link"
    assert "replacement/" in open_.done("GET", link, token=token)["url"]


@pytest.mark.parametrize("wanted", [FILE | {"type": "image/jpeg"}, FILE | {"size": 0}])
def test_a_file_that_cannot_be_evidence_gets_no_form(
    open_: Site, bad: dict[str, Any], wanted: dict[str, Any]
) -> None:
    path = f"{UNIT}/evidence/{bad['evidence']}/replacement/form"
    assert open_.call("POST", path, wanted, open_.editor()).status == 422


def test_nobody_replaces_what_was_not_sent_another_units_file_or_the_report(
    open_: Site, bad: dict[str, Any]
) -> None:
    path = f"{UNIT}/evidence/{bad['evidence']}/replacement"
    assert open_.call("POST", f"{path}/form", REPORT, open_.editor("so-b")).status == 403
    for name in ("never", "report"):
        where = f"{UNIT}/evidence/{name}/replacement/form"
        assert open_.call("POST", where, FILE, open_.editor()).status == 404
    assert open_.call("GET", f"{path}/link", token=open_.editor()).status == 404
    added = f"{UNIT}/supplement/evidence/{bad['evidence']}/replacement"
    assert open_.call("POST", f"{added}/form", FILE, open_.editor()).status == 404
    assert open_.call("POST", added, {"evidence": "x"}, open_.editor()).status == 404
    assert open_.call("GET", f"{added}/link", token=open_.editor()).status == 404


def test_a_file_without_a_result_is_examined_again_by_its_unit_alone(
    open_: Site, aws: Aws, clock: Clock
) -> None:
    clock.pass_(seconds=1)
    file = attach(open_, aws, signing.plain(), ["1.2"]).json
    assert file["again"] == "no"
    key = f"{ROUND}/so-a/{file['evidence']}"
    inspecting.give_up(key, file["version_id"], real_clock.now())
    seen = shown(open_, file["evidence"])
    assert (seen["again"], seen["verdicts"][0]["code"]) == ("possible", "unexamined")
    path = f"{UNIT}/evidence/{file['evidence']}/examine"
    assert open_.call("POST", path, {}, open_.editor("so-b")).status == 403
    for _ in range(2):
        assert open_.done("POST", path, {}, open_.editor())["again"] == "asked"
    inspecting.inspect(key, file["version_id"], real_clock.now())
    assert shown(open_, file["evidence"])["again"] == "no"
    assert open_.call("POST", path, {}, open_.editor()).code == "conflict"
    added = f"{UNIT}/supplement/evidence/{file['evidence']}/examine"
    assert open_.call("POST", added, {}, open_.editor()).status == 404


def test_operations_staff_list_what_waits_too_long(
    open_: Site, aws: Aws, bad: dict[str, Any], clock: Clock
) -> None:
    path = f"/api/ops/rounds/{ROUND}/evidence/waiting"
    assert open_.done("GET", path, token=open_.by_ops)["files"] == []
    clock.pass_(hours=1)
    waits = open_.done("GET", path, token=open_.by_ops)["files"]
    assert [(each["unit"], each["part"]) for each in waits] == [("so-a", "self_assessment")]
    (one,) = waits
    assert (one["name"], one["uploaded_by"]) == (FILE["name"], "so-a-1@example.test")
    assert (one["state"], one["again"]) == ("waiting", "possible")


def test_operations_staff_have_files_without_a_result_examined_again(
    open_: Site, aws: Aws, bad: dict[str, Any], clock: Clock
) -> None:
    path, token = f"/api/ops/rounds/{ROUND}/evidence", open_.by_ops
    (first,) = [each for each in listed(open_) if each["evidence"] != bad["evidence"]]
    inspecting.give_up(f"{ROUND}/so-a/{first['evidence']}", first["version_id"], real_clock.now())
    where = f"{UNIT}/evidence/{first['evidence']}/replacement"
    form = open_.done("POST", f"{where}/form", FILE, open_.editor())
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=signing.plain()
    )
    waits = open_.done("GET", f"{path}/waiting", token=token)["files"]
    open_.done("POST", where, {"evidence": form["evidence"]}, open_.editor())
    clock.pass_(hours=1)
    waits += open_.done("GET", f"{path}/waiting", token=token)["files"]
    told = [(each["evidence"], each["state"]) for each in waits]
    assert told == [(first["evidence"], "unexamined"), (form["evidence"], "waiting")]
    for one in waits:
        body = {name: one[name] for name in ("unit", "part", "evidence")}
        assert open_.call("POST", f"{path}/examine", body, token).status == 204
    again = open_.done("GET", f"{path}/waiting", token=token)["files"]
    assert [(each["evidence"], each["again"]) for each in again] == [(form["evidence"], "asked")]
    body = {"unit": "so-a", "part": "self_assessment", "evidence": bad["evidence"]}
    assert open_.call("POST", f"{path}/examine", body, token).code == "conflict"
    assert open_.call("POST", f"{path}/examine", body, open_.editor()).status == 403
    acts = [(act.subject, act.by) for act in audit.list_acts(ROUND) if act.act == "examine_again"]
    assert sorted(acts) == sorted((f"so-a/self_assessment/{one['evidence']}", OPS) for one in waits)


def listed(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/evidence", token=site.editor())["files"]
