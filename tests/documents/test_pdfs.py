"""Every kind of file gets the verdict that it deserves, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.documents import pdfs, signatures
from chalicelib.domain.instants import local_time
from tests.documents import signing

ROOTS, HOME = (signing.root_pem(),), "Asia/Ho_Chi_Minh"


def outcomes(content: bytes, roots: tuple[bytes, ...] = ROOTS) -> dict[str, str]:
    return {each.kind: each.outcome for each in signatures.judged(content, roots, HOME)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 byte"),
        (signing.plain()[:-200], "cắt cụt"),
        (signing.encrypted(), "mật khẩu"),
        (b"PK\x03\x04 a spreadsheet", "Word/Excel"),
        (b"\xff\xd8\xff\xe0 a photograph", "JPEG"),
        (b"%PDF-1.4\nnothing that makes sense\n%%EOF\n", "hỏng"),
        (signing.oddly_packed(), "hỏng"),
    ],
    ids=["empty", "truncated", "encrypted", "mislabelled", "photograph", "garbage", "oddly packed"],
)
def test_a_file_that_nobody_can_read_is_called_what_it_is(content: bytes, said: str) -> None:
    found = pdfs.readable(content)
    assert found.outcome == "bad"
    assert said in found.text.vi


@pytest.mark.parametrize("content", [signing.plain(), signing.signed()], ids=["scan", "signed"])
def test_a_whole_file_is_readable(content: bytes) -> None:
    assert pdfs.readable(content).outcome == "good"


def test_a_file_whose_printing_is_restricted_opens_for_everybody_and_says_so() -> None:
    found = pdfs.readable(signing.restricted())
    assert found.outcome == "warning"
    assert "Đọc được, 1 trang" in found.text.vi and "gỡ mật khẩu" not in found.text.vi
    assert outcomes(signing.restricted()) == {"signature": "good"}


def test_the_signature_of_a_restricted_file_is_judged_too() -> None:
    assert outcomes(signing.restricted_and_signed()) == outcomes(signing.signed())


def test_a_file_encrypted_for_certificates_opens_for_nobody_else() -> None:
    found = pdfs.readable(signing.restricted().replace(b"/Standard", b"/Adobe.P"))
    assert found.outcome == "bad"
    assert "mã hóa bằng chứng thư" in found.text.vi


def test_a_scan_needs_no_signature() -> None:
    assert outcomes(signing.plain()) == {"signature": "good"}


def test_a_signed_file_is_judged_by_each_of_its_traits() -> None:
    assert outcomes(signing.signed()) == {
        "signature": "good",
        "signer": "good",
        "trust": "good",
        "signed_at": "warning",
        "changed_after": "good",
    }
    told = {each.kind: each.text.vi for each in signatures.judged(signing.signed(), ROOTS, HOME)}
    assert signing.SIGNER in told["signer"]


@pytest.mark.parametrize("zone", [HOME, "America/New_York"])
def test_the_time_of_signing_is_said_as_the_clocks_of_the_round_show_it(zone: str) -> None:
    before = local_time(datetime.now(UTC).replace(microsecond=0), zone)
    (told,) = [
        each.text
        for each in signatures.judged(signing.signed(), ROOTS, zone)
        if each.kind == "signed_at"
    ]
    shown = datetime.strptime(told.vi[7:28], "%H:%M ngày %d/%m/%Y").replace(tzinfo=before.tzinfo)
    assert before.replace(second=0) <= shown <= local_time(datetime.now(UTC), zone)
    assert "UTC" not in told.vi and f"{shown:%H:%M on %d/%m/%Y}" in told.en


def test_an_unknown_authority_is_told_and_so_is_having_no_list() -> None:
    assert outcomes(signing.signed("b"))["trust"] == "warning"
    assert outcomes(signing.signed(), ())["trust"] == "unknown"


def test_what_was_altered_under_its_signature_is_broken() -> None:
    found = outcomes(signing.tampered())
    assert (found["signature"], found["changed_after"]) == ("bad", "bad")
    assert found["trust"] != "good"


def test_what_was_added_after_signing_is_told_though_the_signed_part_stands() -> None:
    found = outcomes(signing.appended())
    assert (found["signature"], found["changed_after"]) == ("good", "bad")


def test_no_real_root_is_shipped() -> None:
    assert signatures.shipped_roots() == ()
