"""What is said of a file, changed and taken back; how its inspection shows."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from chalicelib import clock as real_clock
from chalicelib.actions.evidence import inspecting
from tests.api.conftest import Clock
from tests.documents import drawn_images, signing
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import FILE, UNIT, attach, send, sheet

PAPER = {
    "official": True,
    "number": "12/KH-UBND",
    "date": "2001-02-03",
    "issuer": "UBND",
    "effective": "2001-03-01",
}


@pytest.fixture
def open_(open_: Site, clock: Clock) -> Site:
    clock.pass_(seconds=1)
    return open_


def listed(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/evidence", token=site.editor())["files"]


def test_what_a_document_is_can_be_said_and_corrected_and_no_correction_overwrites_another(
    open_: Site, aws: Aws
) -> None:
    file = attach(open_, aws, signing.plain(), ["1.1.1"]).json
    assert (file["official"], file["version"], file["state"]) == (True, 0, "waiting")
    path, body = f"{UNIT}/evidence/{file['evidence']}", {"leaves": ["1.1.2"], "version": 0, **PAPER}
    changed = open_.done("PUT", path, body, open_.editor())
    assert {name: changed[name] for name in PAPER} == PAPER and changed["leaves"] == ["1.1.2"]
    assert open_.done("PUT", path, body, open_.editor()) == changed  # sent again
    stale = open_.call("PUT", path, body | {"official": False}, open_.editor())
    assert stale.code == "changed_meanwhile"
    assert open_.call("PUT", path, body | {"leaves": ["9.9"]}, open_.editor()).problems == [
        ("9.9", "unknown_leaf")
    ]
    assert listed(open_) == [changed]


def test_a_removed_file_counts_no_more(open_: Site, aws: Aws) -> None:
    file = attach(open_, aws, signing.plain(), ["1.1.1"]).json
    before = sheet(open_)["version"]
    for _ in range(2):
        removed = open_.done(
            "POST", f"{UNIT}/evidence/{file['evidence']}/remove", {}, open_.editor()
        )
        assert removed["removed_at"]
    assert listed(open_) == []
    assert sheet(open_)["version"] == before + 1


def test_verdicts_show_beside_the_file_and_a_bad_one_needs_an_explanation(
    open_: Site, aws: Aws
) -> None:
    def lacking() -> int:
        return int(open_.done("GET", UNIT, token=open_.editor())["progress"]["needs_explanation"])

    none = lacking()
    good = attach(open_, aws, signing.plain(), ["1.1.1"]).json
    bad = attach(open_, aws, signing.tampered(), ["1.1.2"]).json
    assert lacking() == none - 2
    for file in (good, bad):
        inspecting.inspect(f"{ROUND}/so-a/{file['evidence']}", file["version_id"], real_clock.now())
    shown = {file["evidence"]: file for file in listed(open_)}
    assert shown[good["evidence"]]["state"] == "inspected"
    assert shown[bad["evidence"]]["state"] == "quarantined"
    assert {each["kind"] for each in shown[bad["evidence"]]["verdicts"]} >= {
        "signature",
        "date_in_year",
        "trust",
    }
    assert lacking() == none - 1


def test_an_archive_is_asked_for_once_and_then_waited_for(open_: Site, aws: Aws) -> None:
    path = f"{UNIT}/evidence/archive"
    assert open_.done("GET", path, token=open_.editor())["state"] == "none"
    attach(open_, aws, signing.plain(), ["1.1.1"])
    for _ in range(2):
        assert open_.done("POST", path, {}, open_.editor())["state"] == "queued"
    queue = aws.environment["EVIDENCE_QUEUE_URL"]
    told = aws.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    # The first message may have been lost; both are about the one archive.
    assert len({json.loads(message["Body"])["archive"] for message in told}) == 1
    assert open_.call("GET", path, token=open_.editor("so-b")).status == 403


def test_a_name_that_windows_cannot_store_is_taken_and_downloaded_under_one_that_it_can(
    open_: Site, aws: Aws
) -> None:
    name = 'Ke\u0302\u0301 hoa\u0323ch 12:2024 "bản 1"?.pdf'  # as macOS sends it
    file = attach(open_, aws, signing.plain(), ["1.1.1"], name).json
    assert file["name"] == 'Kế hoạch 12:2024 "bản 1"?.pdf'
    link = open_.done("GET", f"{UNIT}/evidence/{file['evidence']}/link", token=open_.editor())
    (header,) = parse_qs(urlsplit(link["url"]).query)["response-content-disposition"]
    assert header.startswith('attachment; filename="Ke hoach 12_2024 _ban 1__.pdf"; ')
    assert unquote(header).endswith("UTF-8''Kế hoạch 12_2024 _bản 1__.pdf")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bản\u202efdp.exe", "unseen"),
        ("a\u2028b.pdf", "bad_name"),
        ("..", "bad_name"),
        ("KÕ ho¹ch.pdf", "garbled"),
    ],
)
def test_a_name_that_deceives_or_that_nobody_can_read_is_refused(
    open_: Site, name: str, code: str
) -> None:
    files = {"files": [FILE, FILE | {"name": name}]}
    refused = open_.call("POST", f"{UNIT}/evidence/forms", files, open_.editor())
    assert (refused.status, refused.problems) == (422, [("files[1].name", code)])


def test_an_image_is_taken_as_reference_shown_so_to_the_council_and_fills_no_gap(
    open_: Site, aws: Aws
) -> None:
    photo = drawn_images.jpeg(drawn_images.exif())
    file = attach(open_, aws, photo, ["1.1.1"], "Biển hiệu.jpg", "image/jpeg").json
    assert (file["type"], file["official"], file["state"]) == ("image/jpeg", False, "waiting")
    assert file["size"] < len(photo)
    path, body = f"{UNIT}/evidence/{file['evidence']}", {"leaves": ["1.1.1"], "version": 0, **PAPER}
    assert open_.done("PUT", path, body, open_.editor())["official"] is False
    inspecting.inspect(f"{ROUND}/so-a/{file['evidence']}", file["version_id"], real_clock.now())
    missing = open_.done("GET", f"{UNIT}/approval", token=open_.editor())["missing"]
    assert ("1.1.1", "evidence_missing") in [(each["at"], each["code"]) for each in missing]
    send(open_, aws, signing.plain())
    token = open_.account("hoi-dong@example.test", "council")
    files = open_.done("GET", f"/api/council/{ROUND}/so-a/sheet", token=token)["evidence"]
    (seen,) = (each for each in files if each["evidence"] == file["evidence"])
    assert (seen["type"], seen["official"], seen["state"]) == ("image/jpeg", False, "inspected")
    assert {each["kind"]: each["outcome"] for each in seen["verdicts"]}["position"] == "good"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(50), "not_an_image"),
        (drawn_images.jpeg()[:-4], "unreadable"),
        (signing.plain(), "not_an_image"),
    ],
)
def test_an_image_that_is_none_or_is_cut_off_is_refused_when_it_is_confirmed(
    open_: Site, aws: Aws, content: bytes, code: str
) -> None:
    refused = attach(open_, aws, content, ["1.1.1"], "Ảnh.jpg", "image/jpeg")
    assert (refused.status, refused.problems) == (422, [("evidence", code)])
    assert listed(open_) == []
