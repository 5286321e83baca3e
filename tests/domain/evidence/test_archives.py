"""The archive of a unit's evidence: names that stay apart, and a manifest that runs nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.archives import COLUMNS, PATIENCE, Archive, entry_name, manifest
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NOW

FILE = EvidenceFile(
    "e1",
    "Kế hoạch.pdf",
    "k",
    "an@example.test",
    NOW,
    ("1.1.1", "1.2"),
    9,
    "ab",
    "v1",
    NOW,
    Paper(True, "12/KH-SNV", date(2026, 3, 5), "Sở A"),
    verdicts=(),
)


def rows(*files: tuple[str, EvidenceFile]) -> list[dict[str, str]]:
    """The rows of the manifest, as a spreadsheet shows them."""
    return list(csv.DictReader(io.StringIO(manifest(files).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("state", "still"),
    [("none", False), ("queued", True), ("running", True), ("done", False), ("failed", False)],
)
def test_an_archive_is_under_way_until_it_is_made_or_its_job_has_died(
    state: str, still: bool
) -> None:
    archive = Archive("a1", state, NOW)
    assert archive.under_way(NOW + PATIENCE - timedelta(seconds=1)) is still
    assert archive.under_way(NOW + PATIENCE) is False


@given(st.lists(st.text(max_size=8), max_size=6))
def test_every_file_has_a_name_of_its_own_inside_its_folder(names: list[str]) -> None:
    entries = [
        entry_name(number, "bo-sung/", replace(FILE, name=name))
        for number, name in enumerate(names, start=1)
    ]
    assert len(set(entries)) == len(names)
    assert all(entry.startswith("bo-sung/") for entry in entries)
    assert not any("/" in entry[8:] or "\\" in entry for entry in entries)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ('KH 12:2024 "bản 1"?.pdf', "001 KH 12_2024 _bản 1__.pdf"),
        ("../../a\\b.pdf", "001 _.._a_b.pdf"),
        ("nul.pdf", "001 _nul.pdf"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "001 Kế hoạch.pdf"),
    ],
)
def test_a_name_in_the_zip_is_one_that_every_computer_can_store(name: str, entry: str) -> None:
    assert entry_name(1, "bo-sung/", replace(FILE, name=name)) == f"bo-sung/{entry}"


@given(st.integers(1, 9999), st.text("ế漢😀a", min_size=60, max_size=200))
def test_a_name_in_the_zip_is_not_too_long_for_any_computer(number: int, name: str) -> None:
    entry = entry_name(number, "bo-sung/", replace(FILE, name=f"{name}.pdf"))
    assert len(entry.removeprefix("bo-sung/").encode()) <= 255
    assert entry.endswith(".pdf")


def test_the_manifest_says_of_each_file_what_it_is_and_what_was_noticed() -> None:
    noticed = replace(
        FILE,
        name="Báo cáo, “quý 1”.pdf",
        paper=Paper(False),
        verdicts=(
            verdict("readable", "good", "Đọc được", "Readable"),
            verdict("signature", "warning", "Chưa ký số", "Not signed"),
            verdict("date_in_year", "unknown", "Chưa ghi ngày", "No date"),
        ),
    )
    first, second = rows(("", FILE), ("bo-sung/", noticed))
    assert tuple(first) == COLUMNS
    assert first == {
        "file": "001 Kế hoạch.pdf",
        "name": "Kế hoạch.pdf",
        "leaves": "1.1.1 1.2",
        "official": "yes",
        "number": "12/KH-SNV",
        "date": "2026-03-05",
        "issuer": "Sở A",
        "effective": "",
        "uploaded_at": "2026-11-20T05:00:00.000Z",
        "uploaded_by": "an@example.test",
        "size": "9",
        "sha256": "ab",
        "state": "inspected",
        "findings": "",
        "replaces": "",
    }
    assert second["file"] == "bo-sung/002 Báo cáo, “quý 1”.pdf"
    assert (second["official"], second["findings"]) == ("no", "Chưa ký số | Chưa ghi ngày")


def test_spreadsheets_know_the_manifest_as_utf_8() -> None:
    assert manifest([]) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\n"


@given(st.sampled_from("=+-@\t\r"), st.text(st.characters(categories=["L", "N"]), max_size=8))
def test_no_cell_of_the_manifest_is_a_formula(sign: str, text: str) -> None:
    hostile = sign + text
    file = replace(FILE, name=hostile, paper=Paper(True, hostile, None, hostile))
    (row,) = rows(("", file))
    assert [row[column] for column in ("name", "number", "issuer")] == [f"'{hostile}"] * 3


def test_images_lie_apart_as_reference_under_a_name_of_their_kind() -> None:
    image = replace(FILE, name="Biển: hiệu.HEIC", kind=kinds.JPEG, paper=Paper(official=False))
    assert entry_name(2, "", image) == "anh-tham-khao/002 Biển_ hiệu.jpg"
    assert entry_name(3, "bo-sung/", image) == "bo-sung/anh-tham-khao/003 Biển_ hiệu.jpg"
    (row,) = rows(("", image))
    assert (row["official"], row["name"]) == ("no", "Biển: hiệu.HEIC")


def test_a_file_in_place_of_another_names_its_entry_in_the_same_part_of_the_archive() -> None:
    other = replace(FILE, id="n1", replaces="e1")
    found = rows(("", FILE), ("thay-the/", other), ("bo-sung/", FILE), ("bo-sung/thay-the/", other))
    assert [(row["file"], row["replaces"]) for row in found] == [
        ("001 Kế hoạch.pdf", ""),
        ("thay-the/002 Kế hoạch.pdf", "001 Kế hoạch.pdf"),
        ("bo-sung/003 Kế hoạch.pdf", ""),
        ("bo-sung/thay-the/004 Kế hoạch.pdf", "bo-sung/003 Kế hoạch.pdf"),
    ]
