"""Whoever holds a receipt or a printed report learns whether what is appraised is what was sent;
nobody else does.
"""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.people import attempts
from tests.api.conftest import Clock
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import approve, complete, save, send, submit, upload_report

# Each test sends a whole sheet, and its files are examined in processes of their own.
pytestmark = pytest.mark.long

REOPEN = f"/api/ops/rounds/{ROUND}/units/so-a/windows/self_assessment/open"
NOTHING = {
    "known": False,
    "title": None,
    "name": None,
    "approved_at": None,
    "submission": None,
    "unchanged": None,
}


def check(site: Site, receipt: dict[str, Any]) -> Any:
    return site.done("POST", "/public/v1/receipts/check", receipt)


def check_print(site: Site, digest: str, unit: str = "so-a", round_id: str = ROUND) -> Any:
    return site.done(
        "POST", "/public/v1/approvals/check", {"round": round_id, "unit": unit, "digest": digest}
    )


def reopen(site: Site) -> None:
    site.done("POST", REOPEN, {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung"}, site.by_ops)


def send_again(site: Site, aws: Aws, pdf: bytes) -> Any:
    save(site, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    approve(site, "approve-2")
    upload_report(site, aws, pdf)
    return submit(site, "submit-02").json


def test_a_genuine_receipt_tells_whose_it_is_and_what_became_of_it(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    receipt = send(open_, aws, pdf)
    told = check(open_, receipt)
    assert (told["name"]["vi"], told["title"]["vi"], told["state"], told["later"]) == (
        "Sở A",
        "Kỳ thử 2026",
        "stands",
        None,
    )
    reopen(open_)
    assert (check(open_, receipt)["state"], check(open_, receipt)["unchanged"]) == (
        "reopened",
        True,
    )
    second = send_again(open_, aws, pdf)
    told = check(open_, receipt)
    assert (told["state"], told["unchanged"], told["later"]["receipt"]) == (
        "replaced",
        False,
        second["receipt"],
    )
    assert check(open_, second)["state"] == "stands"


def test_a_receipt_with_anything_changed_tells_nothing_of_the_unit(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    told = check(open_, send(open_, aws, pdf) | {"on_time": False})
    assert [told[each] for each in ("valid", "name", "title", "state", "later", "unchanged")] == [
        False,
        None,
        None,
        None,
        None,
        None,
    ]


def test_the_code_on_a_printed_report_says_whether_that_print_was_sent(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    digest = approve(open_)["digest"]
    told = check_print(open_, digest)
    assert (told["known"], told["name"]["vi"], told["submission"]) == (True, "Sở A", None)
    assert told["approved_at"] == "2026-11-20T05:00:00.000Z"
    upload_report(open_, aws, pdf)
    receipt = submit(open_).json
    told = check_print(open_, digest)
    assert told["submission"] == {
        part: receipt[part] for part in ("submitted_at", "on_time", "receipt", "report_sha256")
    }
    assert told["unchanged"] is True
    reopen(open_)
    send_again(open_, aws, pdf)
    assert check_print(open_, digest) == NOTHING


def test_a_print_whose_sheet_was_edited_since_is_told_to_be_void(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    complete(open_, aws, pdf)
    digest = approve(open_)["digest"]
    save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 1}, save_id="save-0003")
    told = check_print(open_, digest)
    assert (told["known"], told["approved_at"], told["submission"]) == (True, None, None)


def test_who_does_not_hold_the_digest_learns_nothing_not_even_whether_there_is_such_a_unit(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    digest = send(open_, aws, pdf)["digest"]
    for wrong in (
        ("0" * 64,),
        (digest, "so-b"),
        (digest, "khong-co"),
        (digest, "so-a", "khong-co"),
    ):
        assert check_print(open_, *wrong) == NOTHING


def test_one_network_checks_only_so_often_and_is_told_until_when(
    open_: Site, aws: Aws, pdf: bytes, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = send(open_, aws, pdf)
    monkeypatch.setattr(attempts, "CHECKS_PER_NETWORK", 2)
    forged = receipt | {"on_time": False}
    for held in (receipt, forged, forged, receipt):
        assert check(open_, held)["valid"] == (held is receipt)
    body = {"round": ROUND, "unit": "so-a", "digest": receipt["digest"]}
    for path, held in (("receipts", receipt), ("approvals", body)):
        refused = open_.call("POST", f"/public/v1/{path}/check", held)
        assert (refused.status, refused.code) == (429, "too_many_requests")
        assert "phút" in refused.json["detail"]
    clock.pass_(minutes=15)
    assert check(open_, receipt)["valid"]


@pytest.mark.parametrize("part", ["round", "receipt", "qr", "check"])
def test_what_is_sent_along_is_bounded(open_: Site, aws: Aws, pdf: bytes, part: str) -> None:
    refused = open_.call(
        "POST", "/public/v1/receipts/check", send(open_, aws, pdf) | {part: "a" * 100_001}
    )
    assert [at for at, _ in refused.problems] == [part]


@pytest.mark.parametrize("part", ["round", "unit"])
@pytest.mark.parametrize("name", ["", "đ" * 201], ids=["empty", "long"])
def test_a_print_that_names_no_round_or_unit_is_told_so(open_: Site, part: str, name: str) -> None:
    body = {"round": ROUND, "unit": "so-a", "digest": "0" * 64, part: name}
    refused = open_.call("POST", "/public/v1/approvals/check", body)
    assert (refused.status, [at for at, _ in refused.problems]) == (422, [part])
