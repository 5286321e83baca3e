"""Approve, sign, submit, hold a receipt: what was appraised is what was sent."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import docx
import jwt
import pytest

from chalicelib import clock as real_clock
from chalicelib.actions.evidence import inspecting
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts
from tests import unit_story as story
from tests.api.conftest import Clock
from tests.documents import hostile_pdfs, signing
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import NEEDING_EVIDENCE, ROUND, VALUES
from tests.unit_story import (
    FILE,
    UNIT,
    approve,
    attach,
    complete,
    save,
    send,
    sheet,
    submit,
    upload_report,
)

# Each test sends a whole sheet, and its files are examined in processes of their own.
pytestmark = pytest.mark.long

OPS = f"/api/ops/rounds/{ROUND}"
CASES = Path(__file__).parents[2] / "documents" / "cases"


def approval(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/approval", token=site.editor())


def check(site: Site, receipt: dict[str, Any]) -> Any:
    return site.done("POST", "/public/v1/receipts/check", receipt)


def test_a_submission_needs_every_value_and_evidence_or_an_explanation(open_: Site) -> None:
    refused = submit(open_)
    assert refused.status == 422
    assert {at for at, code in refused.problems if code == "value_missing"} == set(VALUES)
    assert {at for at, code in refused.problems if code == "evidence_missing"} == set(
        NEEDING_EVIDENCE
    )
    assert sheet(open_)["submitted_at"] is None


def test_what_is_missing_is_named_leaf_by_leaf_before_anybody_approves(open_: Site) -> None:
    save(open_, {"leaf": "1.2", "value": {"count": 0}, "version": 0})
    shown = approval(open_)
    assert (shown["state"], shown["version"], shown["qr"]) == ("none", 1, None)
    assert {each["at"] for each in shown["missing"]} == {*VALUES, *NEEDING_EVIDENCE} - {"1.2"}
    refused = open_.call(
        "POST", f"{UNIT}/approve", {"save_id": "approve-1", "version": 1}, open_.leader()
    )
    assert refused.problems == [(each["at"], each["code"]) for each in shown["missing"]]


def test_only_the_leader_approves_and_only_what_was_seen(open_: Site, aws: Aws, pdf: bytes) -> None:
    complete(open_, aws, pdf)
    version = sheet(open_)["version"]
    body = {"save_id": "approve-1", "version": version}
    assert open_.call("POST", f"{UNIT}/approve", body, open_.editor()).code == "forbidden"
    stale = open_.call("POST", f"{UNIT}/approve", body | {"version": version - 1}, open_.leader())
    assert (stale.status, stale.code) == (412, "changed_meanwhile")
    given = open_.done("POST", f"{UNIT}/approve", body, open_.leader())
    assert given["qr"].startswith("data:image/svg+xml")
    assert open_.done("POST", f"{UNIT}/approve", body, open_.leader()) == given
    shown = approval(open_)
    assert (shown["state"], shown["digest"], shown["missing"]) == ("approved", given["digest"], [])
    assert shown["approved_by"] == "so-a-lanh-dao@example.test"


def test_an_editor_of_then_approves_nothing_there_as_a_leader_of_today(
    open_: Site, aws: Aws, clock: Clock, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    editor = open_.editor()
    account = accounts.find(jwt.decode(editor, options={"verify_signature": False})["sub"])
    assert account is not None
    accounts.put(account.given(Post("leader", "thu-2027", "quan-c"), leads=True), clock.now())
    body = {"save_id": "approve-1", "version": sheet(open_)["version"]}
    refused = open_.call("POST", f"{UNIT}/approve", body, editor)
    assert (refused.status, refused.code) == (403, "forbidden")
    assert approval(open_)["state"] == "none"
    change = {"leaf": "2.2", "explanation": "mới", "version": 1}
    assert save(open_, change, save_id="save-0003").status == 200


def test_a_submission_needs_the_approval_and_the_signed_report(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    assert submit(open_).code == "approval_missing"
    assert (
        open_.call("POST", f"{UNIT}/report/forms", story.REPORT, open_.editor()).code
        == "approval_missing"
    )
    approve(open_)
    assert submit(open_).code == "report_missing"
    assert open_.call("GET", f"{UNIT}/report/link", token=open_.editor()).code == "report_missing"
    kept = upload_report(open_, aws, pdf).json
    assert (kept["name"], kept["sha256"]) == ("Báo cáo đã ký.pdf", hashlib.sha256(pdf).hexdigest())
    assert approval(open_)["report"] == kept
    assert "report/" in open_.done("GET", f"{UNIT}/report/link", token=open_.editor())["url"]
    assert submit(open_).status == 200


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no pdf", "không phải PDF"),
        (signing.plain()[:-200], "cắt cụt"),
        (signing.encrypted(), "mật khẩu"),
        (b"PK\x03\x04 a document", "Word"),
    ],
    ids=["other", "truncated", "encrypted", "mislabelled"],
)
def test_a_report_that_nobody_can_open_is_refused_with_the_reason(
    open_: Site, aws: Aws, pdf: bytes, content: bytes, said: str
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    refused = upload_report(open_, aws, content)
    assert refused.problems == [("evidence", "unreadable")]
    assert said in refused.json["errors"][0]["detail"]
    assert submit(open_).code == "report_missing"


@pytest.mark.parametrize(
    "content",
    [signing.tampered(), signing.appended(), (CASES / "issued-then-altered.pdf").read_bytes()],
    ids=["tampered", "appended", "stamped"],
)
def test_a_report_that_is_no_more_what_was_signed_is_refused_with_the_reason(
    open_: Site, aws: Aws, pdf: bytes, content: bytes
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    refused = upload_report(open_, aws, content)
    assert {code for _, code in refused.problems} == {"signature_broken"}
    assert "sau khi ký" in refused.json["errors"][-1]["detail"]
    assert approval(open_)["report"] is None


@pytest.mark.parametrize("name", ["issued", "three-signatures-endesive", "stamped-by-pymupdf"])
def test_a_report_as_offices_issue_it_is_taken_and_names_everybody_who_signed(
    open_: Site, aws: Aws, pdf: bytes, name: str
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    kept = upload_report(open_, aws, (CASES / f"{name}.pdf").read_bytes()).json
    told = {each["kind"]: each for each in kept["verdicts"]}
    assert told["signature"]["outcome"] == told["changed_after"]["outcome"] == "good"
    assert "; 2. " in told["signer"]["text"]["vi"]
    assert submit(open_).status == 200


@pytest.mark.parametrize(
    "content",
    [hostile_pdfs.altered_and(hostile_pdfs.chain(5000)), hostile_pdfs.nested(100_000)],
    ids=["altered and deep", "nested"],
)
def test_a_report_that_cannot_be_examined_is_refused_and_breaks_nothing(
    open_: Site, aws: Aws, pdf: bytes, content: bytes
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    refused = upload_report(open_, aws, content)
    assert refused.status == 422
    assert "kiểm tra được" in refused.json["errors"][0]["detail"]
    assert submit(open_).code == "report_missing"


def test_a_scanned_report_is_taken_and_said_to_have_no_digital_signature(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    kept = upload_report(open_, aws, pdf).json
    assert kept["state"] == "inspected"
    assert [each["text"]["vi"] for each in kept["verdicts"] if each["kind"] == "signature"] == [
        "Tệp không có chữ ký số (bản quét)."
    ]


def inspect(aws: Aws, name: str) -> None:
    """Let the inspector look at every version of the files under that name."""
    bucket = aws.environment["EVIDENCE_BUCKET"]
    for stored in aws.client("s3").list_object_versions(Bucket=bucket, Prefix=name)["Versions"]:
        inspecting.inspect(stored["Key"], stored["VersionId"], real_clock.now())


def test_the_signed_report_is_inspected_too_and_says_whether_it_is_signed(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    told = upload_report(open_, aws, signing.signed()).json
    assert told["state"] == "inspected"
    assert {each["kind"]: each["outcome"] for each in told["verdicts"]} == {
        "readable": "good",
        "signature": "good",
        "signer": "good",
        "trust": "unknown",
        "signed_at": "warning",
        "changed_after": "good",
    }
    inspect(aws, f"{ROUND}/so-a/report/")
    assert open_.done("GET", f"{UNIT}/report", token=open_.editor())["signed"] == told
    assert approval(open_)["report"] == told


def test_evidence_found_bad_after_the_approval_voids_it_and_says_what_is_missing(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    attach(open_, aws, signing.tampered(), ["2.2"])
    save(open_, {"leaf": "2.2", "explanation": "", "version": 1}, save_id="save-0003")
    approve(open_)
    upload_report(open_, aws, pdf)
    assert approval(open_)["void"] is None
    inspect(aws, f"{ROUND}/so-a/")
    shown = approval(open_)
    assert (shown["state"], [(each["at"], each["code"]) for each in shown["missing"]]) == (
        "voided",
        [("2.2", "evidence_missing")],
    )
    assert (
        "không dùng được" in shown["void"]["vi"] and FILE["name"] in shown["missing"][0]["detail"]
    )
    refused = open_.call("POST", f"{UNIT}/report/forms", story.REPORT, open_.editor())
    assert (refused.code, refused.problems) == ("approval_missing", [("2.2", "evidence_missing")])
    assert submit(open_).problems == [("2.2", "evidence_missing")]
    save(open_, {"leaf": "2.2", "explanation": "bản giấy", "version": 2}, save_id="save-0004")
    assert submit(open_).code == "approval_missing"
    approve(open_, "approve-2")
    upload_report(open_, aws, pdf)
    assert submit(open_).status == 200


def test_a_file_that_waits_for_its_inspection_holds_up_nobody_and_what_is_found_later_is_told(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    attach(open_, aws, signing.tampered(), ["2.2"])
    save(open_, {"leaf": "2.2", "explanation": "", "version": 1}, save_id="save-0003")
    approve(open_)
    upload_report(open_, aws, pdf)
    receipt = submit(open_).json
    inspect(aws, f"{ROUND}/so-a/")
    shown = approval(open_)
    assert (shown["state"], shown["missing"][0]["at"]) == ("approved", "2.2")
    assert check(open_, receipt)["unchanged"] is True
    seen = open_.done(
        "GET", f"/api/council/{ROUND}/so-a/sheet", token=open_.account("hd@example.test", "council")
    )
    assert {file["state"] for file in seen["evidence"]} == {"inspected", "quarantined"}


@pytest.mark.parametrize("edit", ["value", "explanation", "estimated", "evidence"])
def test_any_later_edit_voids_the_approval(open_: Site, aws: Aws, pdf: bytes, edit: str) -> None:
    complete(open_, aws, pdf)
    approve(open_)
    upload_report(open_, aws, pdf)
    changes: dict[str, Any] = {"value": {"count": 3}, "explanation": "thêm", "estimated": True}
    if edit == "evidence":
        attach(open_, aws, pdf, ["2.2"])
    else:
        save(open_, {"leaf": "1.2", edit: changes[edit], "version": 1}, save_id="save-0003")
    assert approval(open_)["state"] == "voided"
    refused = submit(open_)
    assert (refused.status, refused.code) == (409, "approval_missing")
    assert "phê duyệt lại" in refused.json["detail"]
    assert (
        open_.call("POST", f"{UNIT}/report/forms", story.REPORT, open_.editor()).code
        == "approval_missing"
    )
    approve(open_, "approve-2")
    assert submit(open_).code == "report_missing"


def test_a_complete_sheet_is_sent_once_and_then_locked(
    open_: Site, aws: Aws, pdf: bytes, clock: Clock
) -> None:
    receipt = send(open_, aws, pdf)
    assert (receipt["submitted_at"], receipt["on_time"]) == ("2026-11-20T05:00:00.000Z", True)
    assert receipt["digest"].upper().startswith(receipt["receipt"].replace("-", ""))
    assert receipt["report_sha256"] == hashlib.sha256(pdf).hexdigest()
    clock.pass_(minutes=1)
    assert (
        submit(open_).json == receipt == open_.done("GET", f"{UNIT}/receipt", token=open_.editor())
    )
    assert submit(open_, "submit-02").code == "already_submitted"
    late = save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    assert late.code == "already_submitted"
    for path, body, token in (
        ("evidence/forms", {"files": [FILE]}, open_.editor()),
        ("report/forms", story.REPORT, open_.editor()),
        ("approve", {"save_id": "approve-9", "version": 9}, open_.leader()),
    ):
        assert open_.call("POST", f"{UNIT}/{path}", body, token).code == "already_submitted"
    shown = sheet(open_)
    assert (shown["submitted_at"], shown["receipt"]) == (
        receipt["submitted_at"],
        receipt["receipt"],
    )
    assert approval(open_)["state"] == "approved"


def test_a_genuine_zero_can_be_sent(open_: Site, aws: Aws, pdf: bytes) -> None:
    complete(open_, aws, pdf)
    save(open_, {"leaf": "1.2", "value": {"count": 0}, "version": 1}, save_id="save-0003")
    approve(open_)
    upload_report(open_, aws, pdf)
    assert submit(open_).status == 200


def test_anyone_holding_the_receipt_can_check_it(open_: Site, aws: Aws, pdf: bytes) -> None:
    receipt = send(open_, aws, pdf)
    told = check(open_, receipt)
    assert (told["valid"], told["unchanged"], told["unit"]) == (True, True, "so-a")
    del receipt["qr"]
    assert check(open_, receipt)["valid"]


CHANGES: tuple[dict[str, Any], ...] = (
    {"on_time": False},
    {"unit": "so-b"},
    {"digest": "0" * 64},
    {"submitted_at": "2026-11-20T04:00:00.000Z"},
    {"report_sha256": "0" * 64},
    {"signature": ""},
    {"report_version": "khác"},
    {"round": "khac"},
)


def test_a_receipt_with_anything_changed_is_not_valid(open_: Site, aws: Aws, pdf: bytes) -> None:
    receipt = send(open_, aws, pdf)
    told = [check(open_, receipt | change) for change in CHANGES]
    assert [(each["valid"], each["unchanged"]) for each in told] == [(False, None)] * len(CHANGES)
    assert check(open_, receipt)["valid"]


def test_a_unit_that_has_not_sent_has_no_receipt(open_: Site) -> None:
    refused = open_.call("GET", f"{UNIT}/receipt", token=open_.editor())
    assert (refused.status, refused.code) == (404, "not_found")
    assert open_.done("GET", UNIT, token=open_.editor())["submission"] == "not_submitted"


def test_sent_in_a_window_opened_again_after_the_deadline_is_late(
    open_: Site, aws: Aws, pdf: bytes, clock: Clock
) -> None:
    clock.pass_(hours=2)
    body = {"until": "2026-11-20T08:00:00Z", "reason": "mất điện"}
    open_.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, open_.by_ops)
    assert send(open_, aws, pdf)["on_time"] is False
    assert open_.done("GET", UNIT, token=open_.editor())["submission"] == "late"
    council = open_.account("hd@example.test", "council")
    units = open_.done("GET", f"/api/council/{ROUND}/units", token=council)["units"]
    assert {each["unit"]: each["submission"] for each in units} == {
        "so-a": "late",
        "so-b": "not_submitted",
        "quan-c": "not_submitted",
    }


def test_sent_in_extended_time_is_on_time(open_: Site, aws: Aws, pdf: bytes, clock: Clock) -> None:
    open_.open("self_assessment", "2026-11-20T08:00:00Z")
    clock.pass_(hours=2)
    assert send(open_, aws, pdf)["on_time"] is True


def issued(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/receipts", token=site.editor())["receipts"]


def test_a_reopened_sheet_keeps_its_first_receipt_and_needs_a_new_approval(
    open_: Site, aws: Aws, pdf: bytes, clock: Clock
) -> None:
    receipt = send(open_, aws, pdf)
    assert issued(open_) == [receipt | {"state": "stands"}]
    body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung"}
    open_.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, open_.by_ops)
    assert open_.done("GET", f"{UNIT}/receipt", token=open_.editor()) == receipt
    assert open_.done("GET", UNIT, token=open_.editor())["submission"] == "on_time"
    assert submit(open_, "submit-02").code == "approval_missing"
    assert "chưa sửa gì" in approval(open_)["void"]["vi"]
    assert issued(open_) == [receipt | {"state": "reopened"}]
    save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    assert "đã sửa" in approval(open_)["void"]["vi"]
    assert check(open_, receipt) | {"unchanged": ""} == check(open_, receipt) | {"unchanged": ""}
    assert check(open_, receipt)["unchanged"] is False
    clock.pass_(minutes=1)
    approve(open_, "approve-2")
    upload_report(open_, aws, pdf)
    second = submit(open_, "submit-02").json
    assert issued(open_) == [second | {"state": "stands"}, receipt | {"state": "replaced"}]
    assert second["digest"] != receipt["digest"]
    assert check(open_, second)["unchanged"] and check(open_, receipt)["valid"]


def test_the_report_says_points_by_area_and_criterion_and_what_was_explained(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    save(
        open_,
        {"leaf": "report:difficulties", "explanation": "Thiếu người", "version": 0},
        {"leaf": "1.2", "estimated": True, "version": 1},
        save_id="save-0003",
    )
    told = open_.done("GET", f"{UNIT}/report", token=open_.editor())
    assert (told["draft"], told["digest"], told["missing"]) == (True, None, [])
    assert [(line["code"], line["points"]) for line in told["lines"] if line["kind"] == "area"] == [
        ("1", "3.80"),
        ("2", "2.25"),
        ("3", None),
    ]
    assert [told["total"][each] for each in ("maximum", "own_maximum", "points")] == [
        "13.50",
        "9.00",
        "6.05",
    ]
    leaf = next(line for line in told["lines"] if line["code"] == "1.2" and line["kind"] == "leaf")
    assert (leaf["value"], leaf["estimated"], leaf["evidence"]) == ("3", True, 0)
    assert {each["code"]: each["text"] for each in told["explanations"]} == {
        "2.1.2": "chưa ký",
        "2.2": "bản giấy",
    }
    assert (told["difficulties"], told["proposals"]) == ("Thiếu người", "")
    assert told["files"][0]["leaves"] == ["1.1.1", "1.1.2"]
    digest = approve(open_)["digest"]
    told = open_.done("GET", f"{UNIT}/report", token=open_.editor())
    assert (told["draft"], told["digest"]) == (False, digest)


def test_the_report_comes_as_a_docx_file(open_: Site, aws: Aws, pdf: bytes) -> None:
    complete(open_, aws, pdf)
    digest = approve(open_)["digest"]
    answer = open_.call("GET", f"{UNIT}/report.docx", token=open_.editor())
    assert (
        answer.headers["content-disposition"] == f'attachment; filename="bao-cao-{ROUND}-so-a.docx"'
    )
    text = "\n".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(answer.body)).paragraphs
    )
    assert digest in text and "bản giấy" in text
