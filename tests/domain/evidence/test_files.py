from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.evidence import files, kinds
from chalicelib.domain.evidence.files import MAX_BYTES, EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NOW, departments

INDEX = departments()


def upload(
    name: str = "Kế hoạch.pdf", size: int = 1000, type_: str = "application/pdf"
) -> list[tuple[str, str]]:
    return [
        (problem.at, problem.code) for problem in files.check_upload("files[0]", name, size, type_)
    ]


def test_a_pdf_of_up_to_twenty_megabytes_may_be_uploaded() -> None:
    assert upload(size=1) == []
    assert upload(size=MAX_BYTES) == []


def test_a_thirty_megabyte_file_gets_no_form() -> None:
    assert upload(size=30 * 1024 * 1024) == [("files[0].size", "too_large")]
    assert upload(size=MAX_BYTES + 1) == [("files[0].size", "too_large")]


def test_an_empty_file_is_called_empty_and_nobody_is_told_to_split_it() -> None:
    (found,) = files.check_upload("report", "Báo cáo.pdf", 0, "application/pdf")
    assert (found.code, found.vi) == (
        "empty",
        "Tệp rỗng (0 byte); hãy kiểm tra tệp gốc rồi chọn lại",
    )


def test_every_problem_of_an_upload_is_named() -> None:
    assert upload("  ", 0, "image/png") == [
        ("files[0].name", "bad_name"),
        ("files[0].type", "not_a_pdf"),
        ("files[0].size", "empty"),
    ]


@pytest.mark.parametrize(
    "name", ["", "a\nb.pdf", "\x00.pdf", "x" * 201, "a\u2028b.pdf", "a\u2029b.pdf", "..", " . "]
)
def test_a_file_needs_a_name_that_can_be_shown(name: str) -> None:
    assert upload(name) == [("files[0].name", "bad_name")]


@pytest.mark.parametrize("name", ["Báo cáo số 12/BC-SNV (đã ký).pdf", "“Ngoặc” & <dấu>.pdf"])
def test_vietnamese_file_names_are_welcome(name: str) -> None:
    assert upload(name) == []


def test_evidence_serves_leaves_that_take_evidence_and_every_other_one_is_named() -> None:
    assert files.check_leaves(["1.1.1", "1.2", "2.2"], INDEX) == []
    found = [
        (problem.at, problem.code)
        for problem in files.check_leaves(["2.1.1", "3.1", "3.2", "9.9"], INDEX)
    ]
    assert found == [
        ("2.1.1", "no_evidence_here"),
        ("3.1", "no_evidence_here"),
        ("3.2", "no_evidence_here"),
        ("9.9", "unknown_leaf"),
    ]


@given(st.binary(max_size=1019))
def test_a_pdf_header_may_stand_anywhere_in_the_first_kilobyte(before: bytes) -> None:
    if not kinds.of_bytes(before):
        assert files.require_kind(before + b"%PDF-1.7", "a.pdf", kinds.PDF) == kinds.PDF


@pytest.mark.parametrize(
    "start", [b"", b"PK\x03\x04", b"%PDF", b"\x89PNG", b" " * 1024 + b"%PDF-1.7"]
)
def test_content_that_is_no_pdf_is_refused_whatever_it_calls_itself(start: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        files.require_kind(start, "Kế hoạch.pdf", kinds.PDF)
    (problem,) = refused.value.errors
    assert problem.code == "not_a_pdf" and "Kế hoạch.pdf" in problem.vi


@pytest.mark.parametrize("declared", kinds.IMAGES)
@pytest.mark.parametrize(
    ("start", "kind"), [(b"\xff\xd8\xff\xe0", kinds.JPEG), (b"\x89PNG\r\n\x1a\n", kinds.PNG)]
)
def test_an_image_is_of_the_kind_that_its_bytes_say(declared: str, start: bytes, kind: str) -> None:
    assert files.require_kind(start, "a.png", declared) == kind


@pytest.mark.parametrize(
    ("start", "called"),
    [
        (b"", ""),
        (b"%PDF-1.7", ""),
        (b"\0\0\0\x24ftypheic", "HEIC"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"<html>", "HTML"),
        (b"PK\x03\x04\xff\xd8\xff", "ZIP"),
    ],
)
def test_content_that_is_no_image_is_refused_whatever_it_calls_itself(
    start: bytes, called: str
) -> None:
    with pytest.raises(Invalid) as refused:
        files.require_kind(start, "Ảnh.jpg", kinds.JPEG)
    (problem,) = refused.value.errors
    assert problem.code == "not_an_image" and called in problem.vi


def test_an_image_that_calls_itself_a_pdf_is_told_how_it_may_be_sent() -> None:
    with pytest.raises(Invalid) as refused:
        files.require_kind(b"\xff\xd8\xff\xe0", "Kế hoạch.pdf", kinds.PDF)
    (problem,) = refused.value.errors
    assert problem.code == "not_a_pdf" and "JPEG" in problem.vi and ".jpg" in problem.vi


def test_images_are_uploaded_only_where_they_are_taken() -> None:
    for type_ in kinds.IMAGES:
        assert files.check_upload("f", "a.jpg", 9, type_, kinds.TAKEN) == []
        assert [each.code for each in files.check_upload("report", "a.jpg", 9, type_)] == [
            "not_a_pdf"
        ]
    for type_ in ("image/heic", "image/svg+xml", "image/gif", "text/html", ""):
        assert len(files.check_upload("f", "a.jpg", 9, type_, kinds.TAKEN)) == 1


@pytest.mark.parametrize("kind", kinds.IMAGES)
@pytest.mark.parametrize("verdicts", [None, (), (verdict("readable", "good", "", ""),)])
@pytest.mark.parametrize("official", [True, False])
def test_an_image_never_counts_as_evidence(kind: str, verdicts: object, official: bool) -> None:
    file = EvidenceFile("e", "a.jpg", "k", "an", NOW, verdicts=verdicts, kind=kind)  # type: ignore[arg-type]
    described = file.described(["1.2"], Paper(official, "12/KH"))
    assert not file.counts and not described.counts
    assert described.paper == Paper(official=False, number="12/KH")


def test_a_confirmed_file_keeps_its_leaves_once_each_and_in_order() -> None:
    file = EvidenceFile("e", "a.pdf", "k", "an@example.test", NOW)
    confirmed = file.confirmed(["2.2", "1.2", "2.2"], 9, "ab", "v1", NOW)
    assert confirmed.leaves == ("1.2", "2.2")
    assert (confirmed.size, confirmed.sha256, confirmed.version_id, confirmed.uploaded_at) == (
        9,
        "ab",
        "v1",
        NOW,
    )
    assert file.uploaded_at is None


@pytest.mark.parametrize(
    "char",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f"
    "\u2060\u2061\u2062\u2063\u2064\u00ad\u034f\u061c\u180e\ufeff\u3164\u115f\uffa0\u2800",
)
def test_a_name_has_no_character_that_nobody_sees(char: str) -> None:
    assert upload(f"bản{char}fdp.exe") == [("files[0].name", "unseen")]


def test_a_name_in_an_old_encoding_is_told() -> None:
    assert upload("KÕ ho¹ch c¶i c¸ch.pdf") == [("files[0].name", "garbled")]


@pytest.mark.parametrize("name", ['KH 12:2024 "bản 1"?.pdf', "KH (bản 2) – cuối.pdf", "a..b.pdf"])
def test_what_people_call_their_files_is_taken(name: str) -> None:
    assert upload(name) == []


def test_a_name_is_kept_and_measured_composed() -> None:
    name = "e\u0302\u0301" * 190 + ".pdf"
    assert upload(name) == []
    assert files.kept_name(f" {name}") == "ế" * 190 + ".pdf"
